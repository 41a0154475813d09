"""The stock phrases of each class of boilerplate, for text lines and HTML blocks alike.

All are compared with the folded copy of a line (lower case, plain quotes and dashes, one blank
between words, no bullet, no emoji at the edges). EXACT phrases are whole lines, closing
punctuation apart; they are boilerplate wherever they stand. WEAK ones (a section word, "Comments")
are only boilerplate among other boilerplate: a story may have them as a subhead. OPENERS are
anchored patterns for whole lines of bounded length.

Sources: the wordings seen on the pages of UK local and national titles, 2011-2026.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

__all__ = ["exact_kind", "opener_kind", "weak_kind"]

_EXACT: Mapping[str, str] = {
    "radio": """on air now|now playing|listen live|listen now|listen again|listener club
        recently played|what's playing|on air|coming up next|radio player""",
    "newsletter": """sign up to our newsletter|sign up to our daily newsletter|newsletter sign up
        sign up for our newsletter|subscribe to our newsletter|our newsletters|newsletter signup
        get our newsletter|thank you for signing up|thanks for signing up|thank you for subscribing
        sign up to our newsletters|email address|your email address|enter your email|sign me up
        enter your email address|something went wrong, please try again later|submitting
        sorry, there seem to be some issues. please try again later|invalid email
        you can unsubscribe at any time|we have more newsletters|more newsletters|show me
        see our privacy notice|more info|our top stories by e-mail|daily newsletter""",
    "related": """read more|read more here|read next|now read|see more|see also|don't miss
        most read|most popular|most viewed|most shared|most commented|most watched|recommended
        recommended for you|recommended reading|you may also like|you may also be interested in
        you might also like|you may also want to watch|you might also be interested in
        more on this story|more from around the web|more like this|more stories|more news
        related articles|related stories|related news|related content|related posts|related links
        related reading|related internet links|related coverage|related article|related story
        top stories|latest news|latest stories|latest articles|recent articles|recent posts
        recent stories|trending|trending now|popular now|editor's picks|editors' picks|must read
        must reads|in other news|more top stories|also in the news|up next|watch next|read this next
        more by this author|more in this section|more articles|more for you|news latest|what to read
        best of the web|around the web|from the web|around the bbc|elsewhere on the bbc|most recent
        promoted stories|you may have missed|in case you missed it|related topics and stories
        more to explore|more on this topic|keep reading|similar articles|similar stories
        today's top stories|popular articles|popular stories|more galleries|more videos
        read full story|read the full story|continue reading|read article|find out more here
        full story|click here for more of the latest news|next article|previous article|next story
        previous story|story continues|the latest|latest headlines|other stories|other news""",
    "ad": """advertisement|advertisements|advertising|advert|hide ad|advertisement hide ad
        hide ads|article continues below|article continues below advertisement|ads by google
        story continues below|story continues below advertisement|continue reading below
        advertisement - scroll to continue|scroll to continue|sponsored|sponsored content
        sponsored links|sponsored by|sponsored stories|paid content|paid for by|ad feature
        advertiser content|advertorial|promoted|promoted content|promoted links
        article continues after advertisement|article continues after ad|remove ads
        this advert will close automatically|advertise with us|by taboola|taboola|outbrain
        recommended by|recommended by outbrain|powered by outbrain|ad loading|from our partners
        partner content|partner stories|why ads?|report this ad|skip ad|close ad""",
    "promo": """watch more of our videos on shots|and live on freeview channel 276
        and live on freeview channel 276 visit shots! now|visit shots! now|visit shots now
        digital version available|buy a paper|buy photos|photo sales|story saved|buy a photo
        click here to read the latest edition of the paper online|read the paper online
        click here to find out where you can pick up a copy of the paper|e-edition|view e-edition
        read the latest edition|today's paper|digital edition|in this week's paper|voucher codes
        discount codes|search for jobs|jobs of the week|featured jobs|latest jobs|find a job
        post a job|view all jobs|job of the week|more jobs|browse jobs|save for later
        you can find this story in my bookmarks|special offers|subscriber rewards|win prizes
        members hear about shows first|competitions""",
    "byline": """by|our foreign staff|staff reporter|staff writer|local democracy reporter
        local democracy reporting service|news reporter|chief reporter|senior reporter|the newsroom
        web editor|digital reporter|press association reporter|by staff reporter|about the author
        view author's posts|by newsroom|by our correspondent|written by|words by|by press association
        community contributor|contributor|by the newsroom|more posts by this author""",
    "date": """published|updated|last updated|first published|date published|published on
        just now|last modified|publication date
        just updated|posted on|published date""",
    "nav": """skip to main content|skip to content|skip to navigation|skip to main navigation
        skip to footer|skip to search|skip links|back to top|return to top|jump to content|top
        back to homepage|back to home|main menu|toggle navigation|open menu|close menu|show menu
        hide menu|open navigation menu|expand menu|main navigation|site navigation|menu|site menu
        log in|login|log out|logout|sign in|sign out|my account|account|register|log in / register
        log in|register|sign in / register|sign in or register|sign up|subscribe|subscribe now
        subscribe today|search for|search this site|search the site|show search|open search
        close search|view all|see all|show more|show less|load more|more options|view more
        view gallery|view comments|go to|navigate|breadcrumb|breadcrumbs|you are here|fringe box
        accessibility links|accessibility help|bbc homepage|your account|notifications|more menu
        edition|change edition|uk edition|us edition|switch to|site map|section menu|all sections
        click to expand|close|dismiss|got it|title|previous|next|previous page|next page
        toggle menu|toggle search|toggle sidebar|hamburger menu|quick links|useful links
        primary navigation|secondary navigation|sub menu|explore our sections|home page|homepage
        join|welcome|hello|hi|close x|x|submit|cancel|save|saved|print|print this|print this page
        text size|a a a|increase text size|decrease text size|more|more...|all|go|view|select|ok
        activate member account|activate your account|set weather|what's on|e-paper""",
    "footer": """terms and conditions|terms & conditions|terms of use|terms of service|privacy
        privacy policy|privacy notice|privacy & cookies|privacy and cookies|cookie policy
        cookie notice|cookies policy|cookies|cookie settings|manage cookies|privacy settings
        consent management|modern slavery statement|how to complain|complaints|complaints policy
        editorial complaints|corrections|corrections and clarifications|contact us|contact|about us
        about|who we are|our team|advertise|work for us|careers|accessibility|accessibility statement
        site map|sitemap|rss|rss feeds|registered address|registered office|all rights reserved
        do not sell my personal information|do not sell or share my personal information|help
        help centre|help & contact|faq|faqs|feedback|terms|syndication|licensing|archive|archives
        newspaper archive|our newspapers|our titles|our websites|other sites|useful information
        guidelines|branded content|editorial guidelines|editorial policy|code of conduct|legal
        code of practice|ethics policy|company information|company details|press office|media pack
        parental guidance|get in touch|reader prints|back issues|user agreement|ad choices|adchoices
        copyright|disclaimer|imprint|impressum|masthead|press|investors|corporate|partners
        reproduction rights|rules and terms|comment rules|house rules|vulnerability disclosure
        secure drop|securedrop|digital newspaper archive|all topics|all writers|tax strategy
        where to watch|my data request|patreon|publications|gender pay gap|terms of sale|ftc""",
    "comments": """0 comments|no comments|no comments yet|leave a comment|leave a reply|add comment
        add a comment|post a comment|view comments|show comments|hide comments|join the discussion
        join the conversation|have your say|newest first|oldest first|most liked|best rated
        worst rated|top comments|all comments|report this comment|view all comments|report comment
        comments are closed|comments are closed for this article|comments: our rules|be the first
        what do you think|share your thoughts|comments (0)|comment now|comment guidelines|reply
        start the conversation|let us know in the comments|write a comment|cancel reply
        let us know in the comments below|tell us what you think|share what you think|post comment
        post your comment|the comments below have been moderated in advance|your comment|login to comment
        comments have been closed on this article|be the first to comment|sort by|log in to comment
        the comments below have not been moderated|what are your thoughts|share or comment on this article
        bbc is not responsible for the content of external sites|last updated""",
    "paywall": """already a subscriber|already subscribed|already have an account|already registered
        already a member|subscribe to continue reading|register to continue reading|not a subscriber
        create a free account|create a free account to continue reading|create an account|create account
        register now|register for free|register now to continue reading|log in to continue|sign in here
        log in here|this article is for subscribers only|subscriber only|subscribers only
        try it free|start your free trial|start free trial|forgot password|forgotten password
        forgot your password|forgotten your password|remember me|reset password|unlock this article
        to continue reading|to read the full article|want to read more|subscription options
        your login gives you|create a login to see the rest|choose your subscription|view offers
        register for free to continue reading|please log in|please sign in|password|username
        email or password incorrect|register with your social account|or|confirm password|full name
        first name|last name|postcode|sign in to continue|continue with google|continue with facebook""",
    "support": """a message from the editor|we stand together|become a supporter|support us|donate
        donate now|make a donation|become a member|support our journalism|support local journalism
        thank you for your support|support the guardian|become a paying reader|make a contribution
        support our work|support independent journalism|please support us|contribute|give now
        thank you for reading|thanks for reading|editor's note: thank you for reading""",
    "social": """follow us|follow|like us on facebook|follow us on facebook|follow us on twitter
        follow on facebook|follow on twitter|follow on instagram|follow us on instagram|find us on facebook
        follow us on social media|facebook|twitter|instagram|youtube|linkedin|whatsapp|pinterest|x (twitter)
        tiktok|snapchat|threads|bluesky|facebooktwitterinstagram|follow us on x|follow us on linkedin
        follow us on tiktok|find us on social media|join us on whatsapp|get in touch with us|tumblr
        facebook twitter instagram|connect with us|stay connected|telegram|reddit|flipboard|messenger
        join our whatsapp community|follow us on google news|google+|google plus|stumbleupon|x|nextdoor""",
    "share": """share|share this|share this article|share this story|share this page|share on facebook
        share on twitter|share on x|share on whatsapp|share via email|share by email|email link|copy link
        copy url|link copied|link copied!|reuse this content|facebooktwitterflipboardwhatsapp|email
        email this article|email a link to this article|share with your friends|share article|tweet
        share on linkedin|share on pinterest|share on reddit|share this with|email this story|shares
        share this video|save article|bookmark|bookmark article|bookmark this article|pin it|share post
        share this post|share page|share options|embed|copy this link|send to a friend|send by email
        share to facebook|share to twitter|click to share|url copied|view sharing options|messenger
        share this with email|share this with facebook|share this with messenger|share this with twitter
        share this with whatsapp|these are external links and will open in a new window|share story
        read about sharing|about sharing|sharing options|email this|have your say|e-mail|comment""",
    "app": """app store|google play|download our app|download the app|get the app|get our app
        download on the app store|get it on google play|download our free app|free mobile app
        android app|iphone app|ios app|available on the app store|mobile apps|our apps""",
    "tags": """topics|related topics|tags|explore more on these topics|more about|more on|filed under
        related tags|in this article|in this story|more on these topics|topics in this article|categories
        category|read more about|keywords|article topics|story tags|on this topic|posted in|tagged""",
    "contact": """have you got a story for us|got a story|do you have a story|send us your news
        submit your news|send your news|share your story|send us your story|got a tip|got a news tip
        contact our news desk|contact the newsroom|contact our newsroom|tell us your story
        send us your pictures|send us your photos|do you know more|email the newsdesk
        do you have a story for us|have you got a story|contact the newsdesk|how to contact us""",
    "cookie": """accept|accept all|accept cookies|accept all cookies|reject all|reject cookies|i agree
        accept additional cookies|reject additional cookies|view cookies|hide this message|i accept
        cookie preferences|cookies on this site|we use cookies|this site uses cookies|cookie choices saved
        hide this cookie message|we value your privacy|your privacy|manage preferences|save preferences
        manage my cookies|manage your preferences|cookies on this website|yes, i agree|cookie consent
        we use essential cookies|agree and close|learn more|options|privacy preferences|allow all
        let us know you agree to cookies|cookies on the bbc website|continue without accepting""",
    "notice": """we've noticed you're adblocking|need help|click here for instructions|breaking news
        this page has been archived|please turn on javascript|please enable javascript|warning|breaking
        this is a live blog. scroll down for the latest updates|javascript is disabled|exit this page
        your browser is not supported|oops! something went wrong|leave this page fast: press esc
        leave this site|quick exit|page not found|something went wrong|this is an archived article
        your browser is out of date|try again|error|an error occurred|page updates automatically
        please try again|an error has occurred. please try again later|loading|please wait|undo
        please wait...|invalid username/password|quick exit from this site|view original article""",
    "player": """play|pause|mute|unmute|play video|watch video|video player|media player|play now
        media playback is unsupported on your device|video unavailable|to play the video tap here
        smart speaker|listen on|listen here on your chosen podcast|play all audios|play audio
        play all audios: loading|watch again|replay|full screen|fullscreen|auto play|autoplay
        the video will auto-play soon|this video can not be played|listen to this article|watch live
        this video can't be played|to play this content, please enable javascript|copied
        to play this video you need to enable javascript in your browser|watch the video|loading video
        listen to article|your browser does not support the audio element|click to play|tap to unmute
        your browser does not support html5 video|video loading|cancel play|play the video|skip
        playback speed|current time 0:00|remaining time|seek to live, currently behind live|close video""",
    "form": """enter your postcode|enter postcode|find your local news|change location|set your location
        make this your preferred location|use my location|change your location|your location|choose location
        enter a town, city or postcode|set as your preferred location|search by postcode""",
    "ticker": """live updates|what's hot|live|breaking|latest|new|in the news|what's trending|hot topics
        now trending|hot right now""",
}

# A story may carry these as a subhead or a list item of its own: only among other boilerplate.
_WEAK: Mapping[str, str] = {
    "weather": "weather|today's weather|weather forecast|five-day forecast|5 day forecast|forecast",
    "newsletter": "newsletter|newsletters|emails|e-mail updates|your newsletter",
    "comments": "comments|comment|responses|discussion|opinion & comment",
    "related": """gallery|galleries|video|videos|pictures|photos|watch|in pictures|podcasts|podcast
        analysis|features|long reads|live|listen|premium|exclusive|latest news|archive|audio""",
    "nav": """home|news|local news|uk news|uk|world|world news|politics|sport|sports|football|rugby
        cricket|business|money|opinion|obituaries|travel|tech|technology|science|culture|film|tv
        tv & radio|lifestyle|life|fashion|luxury|cars|motoring|jobs|events|dating|offers|shop|puzzles
        education|health|environment|weather|people|entertainment|arts|music|books|food|food & drink
        crime|courts|community|nostalgia|property|homes|family|family notices|public notices|notices
        announcements|directory|classified|classifieds|traffic|traffic & travel|horoscopes|letters
        columnists|blogs|features|leisure|things to do|eating out|theatre|cinema|sunday times|royals
        showbiz|celebs|celebrity|games|gaming|quizzes|crosswords|crossword|sudoku|voices|comment|shopping
        in your area|in pictures|national|regional|uk & world|uk and world|international|us|usa|europe
        australia|asia|africa|middle east|scotland|wales|northern ireland|ireland|england|london|global
        formula 1|f1|boxing|tennis|golf|cycling|athletics|horse racing|racing|rugby union|rugby league
        premier league|championship|transfer news|fixtures|results|tables|live scores|scores|stage
        market data|companies|markets|economics|economy|tech & science|gear|beauty|relationships|women|men
        magazine|magazines|explore|new|subscriptions|shows|perpetual planet|photo of the day|tv schedule
        photography|space|animals|history|history & culture|earth|innovation|future|design|architecture
        art|dance|classical|games & puzzles|recipes|wellness|love & sex|home & garden|gardens|garden
        tv guide|newspaper|rewards|vouchers|bingo|lottery|win|dear deirdre|fabulous|motors|tv and showbiz
        sign up to our newsletters|e-editions|editorials|sponsored|ofsted|social care|children's services
        more sport|boxing/mma|combat sports|us sports|american football|basketball|nfl|nba|mma|wwe|darts
        snooker|women's sport|olympics|euro 2024|world cup|election 2024|general election|brexit|budget
        coronavirus|covid-19|ukraine|israel-gaza war|war in ukraine|us election|us politics|climate
        climate crisis|development|inequality|cities|society|media|law|defence|royal|royal family
        bookshop|box office|wine shop|garden shop|tutors|financial services|fantasy football|search""",
    "footer": "jobs|contact information|magazines|newsletters|support|archive|policies & procedures",
    "tags": "more on this|topic",
    "social": "find more information|x|rss|email us",
    "player": "listen|watch|0:00|00:00|subtitles|settings|quality|speed",
}

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?|midnight|midday|noon)"
_TITLES = r"(?:[\w'&.-]+ ){0,5}?"

# Each pattern is matched at the start of the folded line; `{0,n}` bounds the length of the rest.
_OPENERS: tuple[tuple[str, str], ...] = (
    # "On Air Now Jo Tansley 1:00pm - 3:00pm" (Quest titles, 2024); "… Midnight - 7:00am …"
    ("radio", rf"on air now\b.{{0,80}}\b{_CLOCK} ?- ?{_CLOCK}\b.{{0,120}}$"),
    ("radio", r"(?:on air|on now|now on air)(?: now)?[:|-] .{1,80}$"),
    ("radio", r"(?:now playing|last played|recently played|just played)[:|-] ?.{1,100}$"),
    ("radio", r"listen (?:live|again|now|back)(?: to| on|[:|-]) .{1,60}[^.!?\"]$"),
    ("radio", r"\d{4}-\d\d-\d\d ?listen live$"),
    (
        "newsletter",
        r"(?:sign|signing) up (?:now )?(?:to|for) (?:receive |get )?(?:the|our|your|a|free)\b.{0,80}\b(?:newsletters?|bulletins?|e-?mails?|emails?|updates|alerts|round-?ups?|briefings?)\b.{0,700}$",
    ),
    (
        "newsletter",
        r"subscribe (?:now )?(?:to|for) (?:the|our|your|free)\b.{0,80}\b(?:newsletters?|bulletins?|e-?mails?|podcast|channel|alerts)\b.{0,300}$",
    ),
    (
        "newsletter",
        r"(?:get|receive|want|would you like|for|have|never miss|don't miss)\b.{0,110}\b(?:(?:straight|direct|directly|delivered|sent)\b.{0,30}\b(?:inbox|e-?mail)|in your inbox|to your inbox|by e-?mail|our (?:free )?(?:\w+ )?newsletters?)\b.{0,300}$",
    ),
    (
        "newsletter",
        r"(?:our|the) (?:\w+ ){0,3}(?:stories|headlines|news) (?:by e-?mail|to your inbox|in your inbox|straight to your inbox).{0,120}$",
    ),
    ("newsletter", r"(?:simply )?(?:enter|type|fill in) (?:in )?your e-?mail\b.{0,160}$"),
    ("newsletter", r"(?:thank you|thanks) for (?:signing up|subscribing)\b.{0,300}$"),
    (
        "newsletter",
        r"by (?:signing up|subscribing|clicking|entering your email|providing your email)\b.{0,300}\b(?:terms|privacy|consent|newsletters?|e-?mails?)\b.{0,200}$",
    ),
    (
        "newsletter",
        r"(?:i would like|i'd like|i agree|yes,? i)\b.{0,60}\b(?:e-?mail(?:ed|s)?|newsletters?|offers|updates|terms)\b.{0,200}$",
    ),
    (
        "newsletter",
        r"(?:our community members are treated to|you can check out at any time|we use your sign-?up to|you can unsubscribe|no spam|unsubscribe at any time|we may use your (?:details|information|data)|read our privacy|for more information see our privacy|this site is protected by recaptcha|newsletters may contain)\b.{0,300}$",
    ),
    ("newsletter", r"(?:headlines|stories|news|updates)\b.{0,40}\bby e-?mail\b.{0,60}$"),
    (
        "newsletter",
        r"(?:local|top|daily|breaking|weekly) (?:stories|headlines|news|updates) by e-?mail\b.{0,100}$",
    ),
    ("newsletter", r"read more get \d+% off\b.{0,120}$"),
    ("newsletter", r"sign up (?:here|below|now)\b.{0,100}$"),
    ("newsletter", r"(?:invalid|incorrect|please enter a valid) e-?mail\b.{0,100}$"),
    (
        "related",
        r"(?:read|see|view|find|hear|watch)(?: even)? more(?: news| stories| articles)? (?:from|by|on|about|in) .{1,70}[^.!?\"]$",
    ),
    (
        "related",
        r"(?:read|see|view|find|watch) more(?: (?:news|stories|articles|here|of our latest stories))+\b.{0,70}$",
    ),
    (
        "related",
        r"(?:read more|read next|read now|now read|see more|see also|you may also like|don't miss|related|related (?:articles?|stories|story|news|links?|content|video)|listed|also read|more here|must read|most read|trending|recommended|top story|in other news|more news|latest|latest news|more on this|what to read next|dig deeper|full story|gallery|in pictures|read|watch more|up next|click here|click to read|more info) ?(?:[:>|»]|-(?= )) ?(?=\S).{0,220}$",
    ),
    (
        "related",
        r"more (?:news |stories |articles |headlines |videos )?from (?:the |our |this |across )?[\w'&,. -]{2,60}$",
    ),
    ("related", r"more (?:news|stories|headlines|articles) (?:in|about|on|like) .{2,50}[^.!?]$"),
    (
        "related",
        r"(?:click|tap|visit) here (?:for|to (?:see|read|view|find|watch|get|follow|visit)) .{3,140}$",
    ),
    (
        "related",
        r"(?:you can )?(?:read|see|find|catch up (?:on|with)|keep up (?:to date )?with|check out|for) (?:all )?(?:the |our |more of (?:the |our )|more )(?:latest |other |top |full |live )?(?:stories|news|coverage|headlines|updates|articles)\b.{0,120}$",
    ),
    (
        "related",
        r"(?:for|to read) (?:more|all the latest|the latest)(?: \w+){0,4} (?:news|stories|updates)\b.{0,140}$",
    ),
    ("related", r"scroll down (?:for|to) .{3,120}$"),
    ("related", r"(?:click|tap|swipe) (?:through|below|the link|on the|left|right)\b.{0,120}$"),
    (
        "related",
        r".{10,160}\[(?:insight|video|news|reaction|warning|analysis|pictures|interview|report|comment|update|latest|exclusive|reveal|revealed|opinion|spotlight|pics|photos|data|graphic|map|live|details|study|picture|poll|quotes|claims|gossip|transfers|tv|explained|weather|shock|fans|explainer)\] ?\|?$",
    ),
    ("ad", r"(?:article|story) continues (?:below|after)\b.{0,40}$"),
    ("ad", r"(?:advertisement|hide ad|advert)(?:[ -]*(?:advertisement|hide ad|advert))*$"),
    (
        "ad",
        r"(?:sponsored|paid for|presented|promoted|in association with|brought to you) (?:by|with) .{2,60}[^.!?]$",
    ),
    (
        "ad",
        r"(?:this article contains|we may earn|we earn|this post may contain|if you (?:buy|click|purchase)|when you (?:buy|purchase))\b.{0,60}\b(?:affiliate|commission|links?)\b.{0,240}$",
    ),
    ("promo", r"(?:watch|see) (?:more of )?our (?:latest )?videos\b.{0,80}$"),
    ("promo", r"(?:and )?(?:live )?on freeview channel \d+\b.{0,60}$"),
    (
        "promo",
        r"click here to (?:read|buy|order|find out where|subscribe|enter|book|claim|download|sign up|join|pick up)\b.{0,140}$",
    ),
    (
        "promo",
        r"(?:for the )?full story (?:is )?(?:and more )?in (?:this|today|next|tomorrow|the)\b.{0,120}$",
    ),
    (
        "promo",
        r"(?:pick up|buy|get|read) (?:a copy of )?(?:this|today|next|tomorrow)'?s? (?:week's )?(?:edition|paper|issue|[\w ]{2,30})'?s? (?:edition|paper|issue|for)\b.{0,100}$",
    ),
    ("promo", r"digital version available\b.{0,120}$"),
    ("promo", r"you can find this story in\b.{0,140}$"),
    ("promo", r"(?:jobs|vacancies) (?:in|near|at) [\w' &-]{2,40}$"),
    ("promo", r"recruiter: .{2,80}$"),
    (
        "promo",
        r"£\d[\d,.]*k?(?: ?(?:-|to) ?£\d[\d,.]*k?)?(?: (?:a year|per annum|pa|p\.a\.|per year|per hour|an hour|pro rata))?(?:,? [\w' -]{2,40})?$",
    ),
    ("promo", r"hear (?:\w+ ){0,3}news\b.{0,60}\b(?:radio|app|online|web)\b.{0,40}$"),
    ("promo", r"(?:get|save|claim) (?:up to )?\d+% off\b.{0,140}$"),
    (
        "promo",
        r"(?:visit|browse|search) (?:our|the) (?:shop|store|jobs|property|public notices?|marketplace|business directory)\b.{0,100}$",
    ),
    (
        "byline",
        rf"(?:reporter|writer|author|journalist|words|text|report|story|written|reporting|interview|pictures)(?: by|:|: by) [\w'. -]{{3,50}}$",
    ),
    ("byline", r"additional reporting (?:by|from) .{2,80}$"),
    ("byline", r"(?:follow|contact|email) the (?:author|reporter|writer)\b.{0,80}$"),
    (
        "ldrs",
        r"(?:by |words by |story by |report by )?(?:[\w'.-]+ ){0,4}?,? ?-? ?(?:bbc )?\(?local democracy report(?:er|ers|ing service)\)?(?:,? (?:for |at )?[\w'.-]+){0,4}$",
    ),
    ("ldrs", r"local democracy report(?:er|ing service):? [\w'.-]+(?: [\w'.-]+){0,3}$"),
    (
        "date",
        r"(?:date )?(?:published|updated|last updated|first published|posted|date published|modified|last modified|published on|updated on|posted on|published at|updated at|date)(?: at| on)? ?[:|-]? ?[^a-z]{0,3}(?:\d|"
        + _DAY
        + r"\b|"
        + _MONTH
        + r"\b|today|yesterday|an? (?:hour|day|minute))[^.!?]{0,90}$",
    ),
    (
        "date",
        rf"{_CLOCK},? (?:on )?(?:{_DAY},? )?\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}.{{0,60}}$",
    ),
    (
        "date",
        rf"(?:{_DAY},? )?\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}[ ,•·|@-]*(?:at )?{_CLOCK}.{{0,60}}$",
    ),
    ("date", rf"(?:{_DAY},? )?{_MONTH} \d{{1,2}},? \d{{4}}[ ,•·|@-]*(?:at )?{_CLOCK}.{{0,60}}$"),
    (
        "date",
        r"(?:an?|\d{1,3}) (?:secs?|seconds?|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?) ago$",
    ),
    ("date", r"published:? ?[|,]? ?(?:last )?updated:?$"),
    ("date", r"-? ?published ?\d{1,2} [a-z]+(?: \d{4})?$"),
    ("date", r"\d{4}-\d\d-\d\d(?:t| )?(?:\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:z|[+-]\d\d:?\d\d)?)?$"),
    ("nav", r"skip (?:to|past|advert)\b.{0,40}$"),
    ("nav", r"(?:home|news)(?: (?:home|news|sport|article|local|[a-z]{3,16})){1,6} article$"),
    ("nav", r"\d{1,2} min(?:ute)?s? read\b.{0,60}$"),
    ("nav", r"(?:you are here|you're here|breadcrumb) ?:.{0,100}$"),
    (
        "nav",
        r"(?:go|return|back) to (?:the )?(?:home ?page|top|main|previous|[\w ]{2,20} (?:home|homepage|front page))\b.{0,30}$",
    ),
    (
        "nav",
        r"(?:view|open|expand|show|toggle|close|hide) (?:the )?(?:full |main |all |more |sub)?(?:menu|navigation|search|sections?|gallery|options|image|caption|in gallery|submenu|fullscreen|profile)\b.{0,40}$",
    ),
    (
        "nav",
        r"(?:log in|login|sign in|register|subscribe|sign up)(?:[ /|,]+(?:or )?(?:log in|login|log out|sign in|sign out|register|subscribe|sign up|my account|search|menu|home|now))+$",
    ),
    ("nav", r"home ?(?:[>»/|›]) ?.{2,100}$"),
    ("footer", r"(?:©|\(c\)|copyright ©?|copyright \(c\)) ?.{0,200}$"),
    ("footer", r".{0,80}\ball rights reserved\b.{0,120}$"),
    ("footer", r"(?:registered|company) (?:address|office|in england|number|no)\b.{0,160}$"),
    (
        "footer",
        r"(?:a part of|part of the|a member of|published by|owned by|owned and operated by|site by|website by|web ?site design|designed by|powered by|built by|website design by|hosted by|developed by|made by)\b.{2,80}$",
    ),
    ("footer", r".{0,120}\b(?:website|web|site) (?:design|built|designed|developed) by\b.{0,60}$"),
    ("footer", r".{0,120}\bregistered in england\b.{0,120}$"),
    (
        "footer",
        r"(?:we|the \w+|this site) (?:do not control|is not responsible for|are not responsible for)\b.{0,100}$",
    ),
    (
        "footer",
        r"(?:tel|telephone|phone|t|fax|e|email): ?[+\d][\d ()-]{6,20} ?(?:contact us|email us|e-?mail|get in touch).{0,40}$",
    ),
    (
        "footer",
        r"(?:terms|privacy|cookies?|contact us|about us|accessibility|advertise|careers|site ?map)(?: (?:and|&) (?:conditions|cookies|privacy))?(?: policy| notice| of use| of service| statement| settings)?(?:[ |•·/-]+(?:terms|privacy|cookies?|contact us|about us|accessibility|advertise|careers|site ?map|help|complaints|corrections|jobs|newsletters?)(?: (?:and|&) (?:conditions|cookies|privacy))?(?: policy| notice| of use| of service| statement| settings)?){1,12}$",
    ),
    ("footer", r"subscribe ?privacy policy.{0,300}$"),
    ("footer", r"(?:registered charity|charity) (?:number|no\.?|in england)\b.{0,80}$"),
    ("ipso", r".{0,160}\bindependent press standards organi[sz]ation\b.{0,500}$"),
    (
        "ipso",
        r"(?:this (?:website|newspaper|site|publication)|we|the \w+)\b.{0,120}\b(?:ipso|impress)\b.{0,400}$",
    ),
    (
        "ipso",
        r"if you (?:have a complaint|are dissatisfied|wish to complain|feel we)\b.{0,60}\b(?:about|editorial|with|inaccura)\b.{0,400}$",
    ),
    (
        "correction",
        r"(?:our journalists strive for accuracy|we (?:are committed to|strive for|aim for) accura|to report (?:a|an) (?:error|inaccuracy|correction)|if you spot a|you can (?:contact|report)\b.{0,40}\bcomplaint)\b.{0,400}$",
    ),
    ("comments", r"\(?\d{1,5}\)? ?(?:comments?|responses?|replies)\b.{0,40}$"),
    ("comments", r"(?:comments?|responses?|replies) ?\(\d{1,5}\)$"),
    ("comments", r"responses? to .{3,160}$"),
    (
        "comments",
        r"(?:let us know|tell us|have your say|share your (?:thoughts|views)|what do you (?:think|make)|give us your (?:thoughts|views)|leave (?:us )?a comment|join the (?:debate|conversation|discussion))\b.{0,120}\b(?:comments?|below|section|debate|think|views|thoughts)\b.{0,80}$",
    ),
    (
        "comments",
        r"(?:please )?(?:be respectful|keep (?:it|comments|your comments) (?:polite|respectful|civil)|report (?:any|this) comment|we do not pre-?moderate|comments (?:are|have been|will be) (?:closed|moderated|subject)|you must be (?:logged|signed) in|please (?:log|sign) in to (?:comment|leave)|your (?:email|e-mail) address will not be|we never show your e-?mail|required fields are|fields with \*|create a commenting name|by (?:posting|submitting)\b.{0,30}comment|this is our community|please (?:review|read|see) our comment|if you would like to (?:add a )?comment|rules on comments|the views expressed in the contents above|the opinions expressed|notify me of (?:new|follow)|save my name, email|enhance the conversation|we want (?:our|your) (?:comments|commenters)|do not report comments|to comment,? (?:you|please)|those about the town)\b.{0,400}$",
    ),
    (
        "comments",
        r"(?:register|log in|sign in|login) ?(?:register|log in|sign in|login) ?(?:to comment)?$",
    ),
    ("comments", r"(?:name|email|website|comment) ?\*$"),
    (
        "paywall",
        r"(?:this (?:article|story|content) is|only|exclusive(?:ly)?)\b.{0,60}\b(?:subscribers?|members?|registered (?:users|readers))\b.{0,40}\b(?:only|can (?:read|access|see)|available|exclusive|content)?.{0,60}$",
    ),
    (
        "paywall",
        r"(?:create|register|sign up|log ?in|sign in|subscribe)\b.{0,60}\b(?:to (?:continue|read|see|access|unlock|keep|view|enjoy)|free account|for free)\b.{0,160}$",
    ),
    (
        "paywall",
        r"(?:already (?:a|an|have|registered|subscribed)|registered before|not (?:a|yet a|already a) (?:member|subscriber)|don't have an account|forgot(?:ten)? (?:your )?password|new here|no account)\b.{0,60}$",
    ),
    (
        "paywall",
        r"(?:see|view|explore|choose|check out) (?:our|your) (?:membership|subscription) (?:offers?|options?|packages?|plans?)\b.{0,60}$",
    ),
    (
        "paywall",
        r"(?:you have|you've) (?:reached|read|used|\d+)\b.{0,60}\b(?:articles?|limit|stories)\b.{0,120}$",
    ),
    (
        "paywall",
        r"(?:to (?:continue|read|access|view|see|unlock)|please|you (?:need|must))\b.{0,70}\b(?:subscribe|register|log in|sign in|subscription|subscriber|logged in)\b.{0,120}$",
    ),
    (
        "paywall",
        r"(?:our archive is open to|a login costs|a subscription costs|enjoy unlimited|unlimited access|subscriptions? (?:from|start)|cancel any ?time|from (?:just |as little as )?£\d)\b.{0,160}$",
    ),
    (
        "paywall",
        r"(?:by (?:registering|creating an account|logging in|clicking 'register'|clicking 'create my account'))\b.{0,300}$",
    ),
    (
        "support",
        r"(?:if you (?:want|like|enjoy|value|are enjoying|can|appreciate)|please|why not|now more than ever|to (?:support|help))\b.{0,100}\b(?:subscrib\w+|donat\w+|support (?:us|our|your|local|independent)|paid subscription|contribution|buy(?:ing)? a (?:paper|copy))\b.{0,300}$",
    ),
    (
        "support",
        r"(?:support|help (?:us|support|fund)|back)\b.{0,60}\b(?:journalism|become a (?:subscriber|member|supporter)|local news|reporting|our work|the future of)\b.{0,200}$",
    ),
    (
        "support",
        r"(?:our (?:reporting|journalism|work|newsroom)|local journalism|independent journalism|quality journalism|we rely on|we urge you to turn off|we are (?:reliant|dependent)|we can't do|we need your|with your (?:help|support))\b.{0,160}\b(?:subscri\w+|donat\w+|support|advertising|readers?|ad blocker|paid|funded|contribution\w*|vital|reliant|coffee)\b.{0,240}$",
    ),
    (
        "support",
        r"(?:thank you|thanks) (?:for (?:reading|supporting|your support)|to (?:everyone|all) who (?:helps?|supports?|subscribes?))\b.{0,300}$",
    ),
    (
        "support",
        r"in these (?:confusing|worrying|uncertain|difficult|challenging)\b.{0,60}\bjournalism\b.{0,200}$",
    ),
    ("support", r"a message from (?:the|our) editor\b.{0,60}$"),
    (
        "support",
        r"(?:become|be) a (?:paying |digital |monthly )?(?:subscriber|supporter|member|patron|reader)\b.{0,140}$",
    ),
    ("support", r"(?:buy|treat) us a coffee\b.{0,60}$"),
    (
        "social",
        r"(?:you can )?(?:also )?(?:follow|like|find|join|add|connect with|keep up with)\b.{0,70}\b(?:on|via|our|to our)\b.{0,30}\b(?:facebook|twitter|instagram|whatsapp|x|social media|tiktok|youtube|google news|linkedin|threads|bluesky|telegram|snapchat|socials|channel)\b.{0,160}$",
    ),
    (
        "social",
        r"(?:get|receive|join|want)\b.{0,90}\b(?:whatsapp|facebook (?:group|page)|messenger|to your phone|on your phone|telegram)\b.{0,160}$",
    ),
    (
        "social",
        r"(?:to )?keep (?:updated|up to date|in touch),? (?:with\b.{0,60})?(?:follow|like|join)\b.{0,160}$",
    ),
    (
        "social",
        r"(?:for more|for all|for the latest)\b.{0,80}\b(?:follow|like|join) (?:us|our|the)\b.{0,160}$",
    ),
    ("social", r"follow (?:@\w+|the [\w ]{2,30} on|[\w ]{2,30} (?:news|sport|live))$"),
    (
        "social",
        r"(?:facebook|twitter|instagram|whatsapp|youtube|linkedin|pinterest|tiktok|x|email|reddit|flipboard|messenger)(?:[ ,|/·•]*(?:facebook|twitter|instagram|whatsapp|youtube|linkedin|pinterest|tiktok|x|e-?mail|reddit|flipboard|messenger|rss|copy link|share|print|snapchat|threads|more))+$",
    ),
    ("social", r"(?:twitter|facebook|instagram|email|e-mail|x): ?@[\w.]+$"),
    ("share", r"share (?:this|on|via|by|to|article|story|page|with|the)\b.{0,70}[^.]$"),
    ("share", r"share this (?:story|article|post)\b.{0,100}$"),
    ("share", r"\d[\d,.]*k? (?:shares?|views?|likes?|retweets?)$"),
    ("app", r"(?:download|get|try) (?:the|our)\b.{0,60}\bapp\b.{0,160}$"),
    (
        "app",
        r"(?:would you like to receive|enable|turn on|allow|get) (?:\w+ ){0,4}notifications\b.{0,100}$",
    ),
    (
        "app",
        r"(?:available|download|read|listen) (?:it )?(?:now )?on (?:the )?(?:app store|google play|iphone|ios|android|apple|spotify)\b.{0,100}$",
    ),
    (
        "tags",
        r"(?:tags?|topics?|filed under|more about|keywords|categories|posted in|tagged|related topics|in this article|more on) ?[:|] ?.{1,200}$",
    ),
    (
        "contact",
        r"(?:have you|do you|did you|got|know of|if you(?:'ve| have))\b.{0,60}\b(?:a story|story to|news (?:story|tip)|breaking news|got a story|story for us|story you|news to share)\b.{0,200}$",
    ),
    (
        "contact",
        r"(?:email|e-mail|contact|call|ring|send|get in touch with|tell|write to)\b.{0,50}\b(?:our (?:news ?(?:room|desk|team)|reporters?|letters page|journalists?|editor)|the news ?(?:room|desk)|your (?:story|stories|news|pictures|photos|letters)(?: ideas)?)\b.{0,160}$",
    ),
    ("contact", r"(?:please )?keep letters (?:short|brief)\b.{0,120}$"),
    (
        "cookie",
        r".{0,60}\b(?:we|site|website|our partners|cookies?)\b.{0,60}\b(?:use|uses|set|store|allow|needed|collected|choose|manage|accept|about|through)\b.{0,60}\bcookies?\b.{0,400}$",
    ),
    (
        "cookie",
        r"(?:some|these|necessary|essential|analytics|marketing|strictly) cookies\b.{0,300}$",
    ),
    (
        "cookie",
        r"(?:choose|manage|change|update|set|review) (?:which|your) (?:cookies?|cookie|consent|privacy)\b.{0,200}$",
    ),
    ("cookie", r"(?:we and our|our \d+) partners\b.{0,400}$"),
    (
        "notice",
        r"this (?:article|story|page|post) is (?:more than|over) .{1,20} (?:months?|years?|days?) old\b.{0,60}$",
    ),
    ("notice", r"(?:we've|we have) (?:noticed|detected|recently changed|updated)\b.{0,200}$"),
    ("notice", r"(?:please |you (?:need|must) )?(?:enable|turn on) javascript\b.{0,160}$"),
    (
        "notice",
        r"(?:this|your) (?:browser|device)\b.{0,60}\b(?:support|supported|unsupported|out of date|old|updated?)\b.{0,200}$",
    ),
    ("notice", r"(?:you are using a|this is a) test (?:version|site)\b.{0,80}$"),
    ("notice", r"(?:polling day is|elections? \d{4}$|how to vote)\b.{0,100}$"),
    ("notice", r"you are (?:currently )?(?:viewing|reading|using|browsing)\b.{0,120}$"),
    ("notice", r"(?:oops|sorry)[!,.] ?(?:something|there|this|we|that)\b.{0,120}$"),
    (
        "player",
        r"(?:media|video|audio)(?: playback| player)? (?:is )?(?:unsupported|unavailable|not supported|loading|failed)\b.{0,100}$",
    ),
    (
        "player",
        r"(?:to play|this video|your browser)\b.{0,40}\b(?:javascript|cannot be played|can not be played|can't be played|does not support)\b.{0,100}$",
    ),
    (
        "player",
        r"(?:play|listen to|watch)(?: all)? (?:audios?|this (?:article|story|video|episode)|video|podcast|the (?:podcast|episode|video|audio))\b.{0,60}$",
    ),
    ("player", r"\d{1,2}:\d{2} ?/ ?\d{1,2}:\d{2}$"),
    ("form", r"showing stories for\b.{0,100}$"),
    (
        "form",
        r"(?:make|keep|set|use) this (?:as )?your (?:preferred )?(?:location|area|home|edition)\b.{0,40}$",
    ),
    ("form", r"(?:enter|type|add|search by) (?:in )?your postcode\b.{0,100}$"),
    ("markup", r"\[/?[a-z_]+(?: [a-z_]+=[^\]]{0,80}){0,10}\]$"),
    ("markup", r"(?:[a-z][\w-]*)?\{[a-z-]+:[^}]{0,200}\}.{0,100}$"),
    ("markup", r"dcsimg$"),
    ("markup", r"(?:<[^>]{1,100}>)+$"),
)


def _table(phrases: Mapping[str, str]) -> dict[str, str]:
    table: dict[str, str] = {}
    for kind, text in phrases.items():
        for row in text.split("\n"):
            for phrase in row.split("|"):
                if phrase.strip():
                    table.setdefault(phrase.strip(), kind)
    return table


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    return _table(_EXACT), _table(_WEAK)


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern)) for kind, pattern in _OPENERS)


# A line that a pattern beginning with `.` matches has one of these; the rest are anchored.
_FLOATING = (
    "cookie",
    "rights reserved",
    "registered in england",
    "press standards",
    "design by",
    "designed by",
    "developed by",
    "built by",
    "] ",
    "]|",
)


@cache
def _anchored() -> re.Pattern[str]:
    """Every anchored opener in one pattern: most lines of a story are passed by one match."""
    return re.compile(
        "|".join(f"(?:{pattern})" for _, pattern in _OPENERS if not pattern.startswith("."))
    )


def _bare(match: str) -> str:
    return match.rstrip(" :.!…>»|-?").lstrip("-+|> ")


def exact_kind(match: str) -> str | None:
    """The class of a folded line that is a stock phrase as a whole; None where it is none."""
    return _tables()[0].get(_bare(match)) if len(match) <= 90 else None


def weak_kind(match: str) -> str | None:
    """The class of a folded line that is boilerplate only among other boilerplate."""
    return _tables()[1].get(_bare(match)) if len(match) <= 40 else None


def opener_kind(match: str) -> tuple[str, str] | None:
    """Class and deciding words of a folded line that opens like a stock line; None else."""
    if len(match) > 900 or not (
        _anchored().match(match) or any(word in match for word in _FLOATING) or match.endswith("]")
    ):
        return None
    for kind, pattern in _patterns():
        if pattern.match(match):
            return kind, match[:60]
    return None
