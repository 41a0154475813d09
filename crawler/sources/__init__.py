"""One TOML file per publisher group; nothing else says where news comes from."""
