"""The spiders: every news source, Ofsted's reports site, GOV.UK."""
