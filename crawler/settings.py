"""What differs from Scrapy's defaults, each with its reason. Measured with Scrapy 2.19.

What depends on the operator's configuration (user agent, delay, number of hosts) is added by
`crawler.opening` when a process starts. A spider's own settings may only be slower (a test).
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

MIB = 1024 * 1024

BOT_NAME = "Winnow"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
ADDONS = {
    "crawler.scrapy_command.Configured": 0
}  # lets `scrapy crawl` read the operator's configuration

COMMANDS_MODULE = "crawler.commands"  # `scrapy crawl` ends with the run's exit code

# Says who we are; the contact is added from the configuration. robots.txt knows the bare name.
USER_AGENT = f"Winnow/{version('winnow-press')}"
ROBOTSTXT_USER_AGENT = "Winnow"

# Never more than one request in flight per host, at least a second apart. No jitter: it would go
# below the delay half of the time. crawler.manners takes AutoThrottle's place, which lowers the
# delay that a robots.txt asked for.
CONCURRENT_REQUESTS = 32
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
AUTOTHROTTLE_ENABLED = False

# Scrapy's 1 GiB lets a bomb grow the process to 1.1 GB in 5 seconds; with 20 MiB it is 116 MB.
DOWNLOAD_MAXSIZE = 20 * MIB
DOWNLOAD_WARNSIZE = 5 * MIB
DOWNLOAD_TIMEOUT = 30  # a deadline for the whole response; 180 s times 3 tries is 9 minutes a URL
DOWNLOAD_FAIL_ON_DATALOSS = True
DNS_TIMEOUT = 20

# The default accepts self-signed certificates and those of another name.
DOWNLOAD_VERIFY_CERTIFICATES = True
# response.follow of a page's file:///etc/passwd link read the file.
DOWNLOAD_HANDLERS: dict[str, Any] = {"file": None, "ftp": None, "s3": None, "data": None}
TWISTED_DNS_RESOLVER = "crawler.resolver.CheckedResolver"  # checked addresses or none
HTTPPROXY_ENABLED = False  # a proxy would hide the address from the guard
COOKIES_ENABLED = False  # no session, no consent is ever kept
REFERER_ENABLED = True  # Scrapy warns on every redirect when it is off

RETRY_TIMES = 1  # the next night is another try
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]  # 429 is middlewares/retry_after.py's
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the ledger names every page that failed
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False  # a page's own words must not send us anywhere
URLLENGTH_LIMIT = 1000
DEPTH_LIMIT = 6

ROBOTSTXT_OBEY = True  # by our own middleware: Scrapy's takes an error for "allowed"
COMPRESSION_ENABLED = False  # by our own: Scrapy's takes a body cut in half for a whole one
DOWNLOADER_MIDDLEWARES: dict[str, int | None] = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # drops without a word
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
    "crawler.middlewares.guard.GuardMiddleware": 90,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.retry_after.RetryAfterMiddleware": 551,  # before the ordinary retry
    "crawler.middlewares.decoding.DecodingMiddleware": 590,
}

EXTENSIONS: dict[str, int | None] = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
    "scrapy.extensions.feedexport.FeedExporter": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.memusage.MemoryUsage": None,  # crawler.watch ends the night in order
    "crawler.manners.Manners": 0,
}
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False  # new in 2.19 and on by default: runs code that comes by a port
MEMUSAGE_ENABLED = False
MEMUSAGE_LIMIT_MB = 1500  # read by crawler.watch
MEMUSAGE_CHECK_INTERVAL_SECONDS = 10.0

ITEM_PIPELINES = {"pipelines.stages.ReadPipeline": 100, "pipelines.stages.StorePipeline": 200}
JOBDIR = None  # lost 2,070 of 4,000 pages over 7 kills and exited 0; the frontier table lost none
FEED_EXPORT_ENCODING = "utf-8"
WARN_ON_GENERATOR_RETURN_VALUE = False

LOG_LEVEL = "INFO"
LOG_FORMATTER = "crawler.logformat.BriefFormatter"  # Scrapy's prints whole items
LOGSTATS_INTERVAL = 0.0
STATS_DUMP = False  # counts go to the run ledger
LOG_VERSIONS: list[str] = []
