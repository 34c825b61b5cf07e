"""Lists of English words that the splitter needs beside the frequency list: small words, bound parts, new words."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = _words("""
    a an the this that these those of to in on at by for from with within without into onto over under between
    through throughout during after before about against among across as than if when while where whether because
    and or nor but so not no is are was were be been being am has have had do does did can could will would shall
    should may might must it its they them their we us our you your he she his her him who whom whose which what
    how i me my all any each every both either such some more most other own same only also very there then here
    towards toward upon per via long short whole""")
"""Words that carry grammar rather than matter, and the few adjectives that hardly form closed compounds."""

GOES_ON = _words("""
    a an the this these those of to in on at by for from with within without into onto over under between through
    throughout during against among across as than if when where while because and or nor but is are was were be been
    being has have had can could will would shall should may might must its their our your whose which who every
    each either such via per""")
"""Words after which no phrase ends and no heading begins."""

# Small words that join others to one word ("anything", "into"); what an article or "or" precedes is any noun.
JOINING = FUNCTION_WORDS - {"a", "an", "the", "and", "or", "of"}

# Words of one to three letters that running text really has; the list has hundreds more that are abbreviations.
SHORT = _words("""
    a i am an as at be by do go he if in is it me my no of oh ok on or so to up us we act add age ago aid aim air all
    and any app apt are arm art ash ask awe axe bad bag ban bar bay bed bee bet bid big bio bit bow box boy bus but
    buy can car cat cow cup cut dam day den did dig dog dot dry due dye ear eat eco egg end era eye fan far fat fed
    fee few fit fix fly foe fog for fun fur gap gas get god got gun guy had has hat hen her him his hit hot how hub
    ice ill ink its jam jar jaw jet job joy key kid lab lag lap law lay led leg let lie lip log lot low mad man
    map may men mix mud net new nor not now nut oak oar odd off oil old one opt ore our out own pan pay pen per pet
    pie pig pin pit pop pot put rat raw ray red rib rid rob rod row rub rug run sad sat say sea see set sew sex she
    shy sin sit six sky son sow spy sum sun tab tag tap tax tea ten the tie tin tip toe ton too top toy try tub two
    urn use van vet via vow war was wax way web wed wet who why win wit won yes yet you zip skip""")

# Parts that stand before a hyphen and nowhere else ("co-creation"): words only in that place.
BOUND_PARTS = _words("co non re pre e sub multi anti inter semi pro ex bi tri un de")
# What stands before the apostrophe of a contraction and nowhere else: "doesn" in "doesn't".
BEFORE_APOSTROPHE = _words("aren couldn didn doesn don hadn hasn haven isn mustn needn shouldn wasn weren wouldn")

# Words that are younger than the list or belong to a trade. Without them "on boarding" and "crowd sourcing" win.
MODERN = _words("""
    async autocomplete backend backlink backlog backport backtrace backup baseline benchmark bilingual bitwise blacklist
    blockchain boilerplate bookmark brainstorm breakpoint broadband bugfix builtin buyout bytecode callback changelog
    changeset charset chatbot checkbox checklist checkout checkpoint checksum clickstream cloudless codebase codec
    codepoint cookbook copyleft coworker crosslink crowdfunding crowdsource crowdsourcing cryptocurrency cyberattack
    cybersecurity dashboard database datacenter datacentre dataflow dataset datasheet datastamp datastore datatype
    datetime deadlock deduplicate deepfake deliverable deserialize docstring doorstep downcycling downstream downtime
    dropdown dropshipping ebook ecommerce ecosystem elearning email endpoint esports ethernet facelift factsheet
    failover fallback filename filesystem filetype fintech firewall firmware flowchart foodservice footprint formatter
    freelancer freemium frontend frontline gamification gatekeeper geodata geofencing geolocation github goodwill
    grantor groupware guestroom guideline hackathon handheld handover hardcode hardcoded hashtag headcount headhunt
    healthcare heatmap helpdesk helpline homebrew homepage hostname hotfix hotline hotspot hyperlink implementor
    infographic infotainment inhouse inline inlining insourcing integer interoperability intranet invalidation
    iterable iterator javascript json keybinding keyframe keypad keystroke keyword kickoff laddering landline laptop
    layout leaderboard lifecycle lifespan lifestyle linter livestream localhost lockdown lockfile logfile login
    longform lookup lowercase macro mainframe mainstream makefile makeover malware markdown marketplace markup mashup
    metadata metamodel metaverse microblog microservice middleware mindmap mindset minibar mockup multibyte multicast
    multichannel multiline multilingual multimedia multipart multitasking multithreaded mutex namesake namespace
    nanotechnology navbar neobank netiquette newline newsfeed newsletter newtype nonprofit notebook offboard
    offboarding offline offload offset offshore offshoring omnichannel onboard onboarding online onsite ontology
    opensource outperform outsource outsourcing overbooking overlay override paperless parser passcode passphrase
    passthrough password pathlib pathname payback payload paywall peer persona phishing photovoltaic pipeline
    placeholder plaintext playbook playlist plugin podcast popover popup postprocessing preboarding preprocessing
    preprocessor preset proactiveness proactivity prosumer pseudocode pushback queryset quickstart ransomware readline
    readme reboarding rebrand rebranding refactor refactoring regex repo reskill reskilling retargeting roadmap
    robotics rollback rollout roundtable runtime sandboxed scalability scorecard screencast screenshot scrollbar
    searchable selfie serializer servicescape servitization setup shapefile shareholder sharepoint shebang shortcode
    shortcut shortlist showcase showroom sidebar signage signup sitemap skillset slideshow smartphone smartwatch
    softphone software soundtrack spam spreadsheet spyware stakeholder standalone standby startup stateful stateless
    stderr stdin stdout stocktaking storefront storyboard storyline storyteller storytelling streamline strikethrough
    stylesheet subclass subcommand subcontractor subdirectory subdomain subfolder sublicense sublicensing submodule
    subpackage subprocess substep substring subsystem subtask sustainability swimlane symlink syntax tarball taxonomy
    teamwork telehealth telemedicine teleworking template testbed testcase textbox thumbnail tickbox ticketing timebox
    timeframe timeline timeout timesheet timespan timestamp timezone tokenize tokenizer toolbar toolbox toolchain
    toolchains toolkit toolset tooltip touchpad touchpoint touchscreen traceability trackback tradeoff trendline
    troubleshoot troubleshooting tuple turnaround turnkey typecheck typeface typeset typo unboxing underperform
    unescape unicode unittest unpack unquoted uplift upload uppercase uproot upscale upselling upskill upskilling
    upstream uptake uptime urbanization url usability userbase username viewpoint viewport voicemail voucher
    walkthrough walltime warehousing watchlist waterproof wearable webapp webcam webcast webhook webinar webmaster
    webpage webserver webshop website wellbeing wellness whiteboard whitelist whitelisted whitespace widget wifi wiki
    wildcard wireframe wireless wordlist workaround workbench workbook workcell workflow workforce workgroup workload
    workpiece workplace worksheet workshop workspace workstation workstream worldview zipfile
""")

NO_PROVISION = frozenset({"maybe"})
"""Words that glued English never means: "may be" is a verbal form of provisions (ISO/IEC Directives, Part 2, 7.4)."""

COMBINING = _words(
    """
    anti astro auto bio chloro counter cyber electro fluoro geo hexa hydro hyper infra inter macro mega meta micro mono
    multi nano neuro para penta petro photo pneumo pneumono poly proto pseudo psycho quasi radio semi socio techno tele
    tetra thermo trans tri ultra uni"""
)
"""What begins a long word that the lists lack: "poly" in "polytetrafluoroethylene"."""

ENDINGS = _words("able ally ism less like ness ship ward wise")
"""What ends one, though it is a word as well: "ally" in "electroencephalographically"."""
