"""By which words does an answer show structure, figures, a framework, people, governance and ownership?"""

from __future__ import annotations

import re

WORD_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|twenty|thirty|"
    "forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozen|half|third|quarter"
)
_UNITS = (
    r"per ?cent|%|percent(?:age)?(?: points?)?|days?|weeks?|months?|years?|hours?|minutes?|users?|people|sites?|"
    r"offices?|"
    r"countries|plants?|hospitals?|branches|tickets?|defects?|records?|rows?|requests?|risks?|interfaces?|modules?|"
    r"workstreams?|managers?|employees|staff|agents?|nurses?|stakeholders?|k|m|bn|million|thousand|euros?|dollars?|"
    r"points?|sprints?|meetings?|sessions?|teams?|departments?|groups?|milestones?|tasks?|times|fields?|tables?|"
    r"invoices?|"
    r"orders?|customers?|clients?|champions|trainers?|courses?|questions?|options?|steps|phases|waves?|errors?|calls?"
)
# A figure: digits with or without unit, a currency amount, or a number in words before something that is counted.
FIGURE = re.compile(
    rf"(?:[$€£]\s?\d[\d.,]*\s?(?:k|m|bn|million|thousand)?)|(?:\b\d[\d.,]*\s?(?:%|{_UNITS})?)|"
    rf"(?:\b(?:{WORD_NUMBERS})(?:[- ](?:{WORD_NUMBERS}))*[- ](?:\w+[- ]){{0,2}}?(?:{_UNITS})\b)|"
    r"(?:\b(?:doubled|halved|tripled|twice)\b)",
    re.IGNORECASE,
)
BEFORE_AFTER = re.compile(
    rf"\bfrom\s+(?:about |around |roughly )?[$€£]?(?:\d|{WORD_NUMBERS})[^.;]{{0,60}}?\bto\s+(?:about |under |"
    rf"below |over )?[$€£]?"
    rf"(?:\d|{WORD_NUMBERS}|zero|none)|"
    rf"\b(?:rose|fell|dropped|went|grew|cut|reduced|increased|improved|climbed|down|up|lifted|raised|"
    rf"shrank)\b[^.;]{{0,40}}?"
    rf"\b(?:by|to|from)\s+[^.;]{{0,12}}?(?:\d|{WORD_NUMBERS})|\bdoubled\b|\bhalved\b|\binstead of\s+(?:\d|"
    rf"{WORD_NUMBERS})",
    re.IGNORECASE,
)
SITUATION = re.compile(
    r"\b(?:(?:at|on|in|for|with|during) (?:a|an|my|our|the|one)\b[^.]{2,60}\b(?:project|roll-?out|program(?:me)?|"
    r"implementation|"
    r"migration|company|bank|hospital|group|client|customer|erp|crm|system|plant|distributor|insurer|retailer|agency|"
    r"university|city|firm|manufacturer|utility)\b|at (?:a|an|my|the)\b|once\b|in my (?:last|previous|current)|"
    r"when (?:i|we|the)\b|there (?:was|were)\b|last year|years? ago|"
    r"in (?:19|20)\d\d|the (?:client|company|bank|hospital|customer|project|programme|situation|plant|"
    r"group)\b[^.]{0,60}"
    r"\b(?:was|were|had|wanted|planned|ran|used|needed)|we were\b|i (?:joined|inherited|took over|was brought|"
    r"was the)|"
    r"i (?:was|worked as) (?:the )?implementation manager|roll(?:ing)?[- ]?out)",
    re.IGNORECASE,
)
TASK = re.compile(
    r"\b(?:my (?:task|job|role|goal|aim|brief|objective|responsibility|mandate)|i (?:was|am) (?:responsible|"
    r"accountable|asked|"
    r"charged|tasked|brought in|hired|supposed)|(?:i|we) (?:had|needed|wanted) to\b|the (?:goal|aim|target|"
    r"objective|task|"
    r"challenge|brief|question|ask) was|it (?:fell|was up) to me|i (?:owned|led|ran)\b|expected (?:me|us) to)",
    re.IGNORECASE,
)
RESULT = re.compile(
    r"\b(?:as a result|in the end|the (?:result|outcome|effect)|result(?:ed|ing)? in|which (?:meant|saved|cut|"
    r"kept|brought)|"
    r"we (?:went live|delivered|finished|launched|kept|saved|closed|hit|met)|went live|within budget|on (?:time|"
    r"budget|schedule)|"
    r"ended (?:up|with)|by (?:day|week|month|the end|go-live)|(?:after|within|in) (?:\w+ ){0,2}(?:days|weeks|"
    r"months)|adoption"
    r"\b[^.]{0,40}\b(?:was|reached|rose|stood|hit|is)|after that|then (?:the|they|we|it|usage)\b|without (?:a|any|"
    r"one)\b|"
    r"compromise|accepted|approved|(?:fell|dropped|rose|grew|climbed|reached|doubled|halved|improved|saved|signed|"
    r"moved|closed|"
    r"recovered|avoided)\b|today\b|afterwards|since then|finally|to this day)",
    re.IGNORECASE,
)
DEED = re.compile(
    r"\bI (?:then |also |first |personally |immediately |always |therefore |even |had |myself |never |still |"
    r"simply |quickly |"
    r"deliberately |only |later |next |finally ){0,2}"
    r"((?!would|could|should|might|will|may|can|think|thought|believe|believed|guess|feel|felt|hope|hoped|know|"
    r"knew|like|am|"
    r"was|want|wanted|need|do |did |have )[a-z]+(?:ed|t|d|ew|oke|ote|an|ang|ook|ave|id|ose|ought|aught|ell|old|"
    r"ent|ade|ut|"
    r"et|ot|at|it|un|ound|awn|own|ow))\b"
)
HABIT = re.compile(
    r"\bI (?:usually |always |often |normally |typically |then |also |generally )?(?!would|am\b)[a-z]{3,}\b"
)
HYPOTHETICAL = re.compile(
    r"\b(?:(?:i|we)(?:'d| would| could| might| should| will|'ll)|you (?:should|need to|have to|must)|"
    r"one (?:should|must)|"
    r"it (?:would|depends))\b",
    re.IGNORECASE,
)
I_SAID, WE_SAID = re.compile(r"\bI\b"), re.compile(r"\b[Ww]e\b")
DENIED = re.compile(
    r"\b(?:no|not|never|without|lack(?:ed|ing)?(?: of)?|skipped|neither|nor|didn'?t|did not|don'?t|do not|wasn'?t|"
    r"weren'?t|"
    r"haven'?t|hadn'?t|isn'?t|nobody|none of|instead of|rather than|n't)\b[^.;,]{0,45}$",
    re.IGNORECASE,
)

# Frameworks, tools and measures that every implementation manager may name; those of the bank are added.
NAMED = (
    "RACI|RASCI|DACI|ADKAR|Prosci|Kotter|Lewin|RAID|MoSCoW|OKRs?|KPIs?|NPS|SMART|Gantt|critical path|earned "
    "value|SPI|CPI|"
    "Monte Carlo|Scrum|Kanban|SAFe|PRINCE2|PMBOK|PMP|Six Sigma|Lean|ITIL|Jira|Azure DevOps|MS Project|Microsoft "
    "Project|"
    "Smartsheet|Asana|Confluence|SharePoint|Primavera|ServiceNow|Power "
    "BI|Tableau|WalkMe|Zendesk|TestRail|Salesforce|SAP|"
    "Oracle|Workday|Dynamics|Epic|UAT|go/?[- ]?no[- ]?go|RAG|change control|change board|change request|scope "
    "statement|"
    "statement of work|steering committee|traceability matrix|risk register|RAID log|issue log|decision "
    "log|cutover plan|"
    "runbook|dry run|mock migration|test migration|reconciliation|hypercare|war room|retrospectives?|lessons learned|"
    "five whys|5 whys|root[- ]cause|fishbone|stakeholder (?:map|matrix)|power[/ -]interest|train[- ]the[- ]trainer|"
    "super[- ]?users?|power users?|champions?(?: "
    "network)?|Kirkpatrick|LMS|SOPs?|scorecard|burn-?(?:down|up)|stage gates?|"
    "severity|triage|adoption (?:rate|dashboard)|active users?|login rate|ROI|exit criteria|escalation "
    "(?:path|matrix|ladder)|"
    "weighted scoring|decision matrix|business case|impact (?:analysis|assessment)|parallel "
    "run|pilot|playbook|time-?box"
)
HUMAN = (
    r"listen(?:ed|ing)?|sat (?:down )?with|one[- ](?:to|on)[- ]one|face to face|in person|had (?:a )?coffee|"
    r"coffee with|"
    r"asked (?:\w+ ){0,4}?(?:why|what|how|them|him|her)|afraid|fear(?:s|ed)?|worr(?:y|ied|ies)|anxi(?:ous|ety)|"
    r"trust(?:ed)?|"
    r"frustrat(?:ed|ion)|resist(?:ance|ed|ing|ant)|sceptic(?:al|s)?|skeptic(?:al|s)?|morale|overtime|burn(?:ed|"
    r"t)? out|"
    r"tired|exhausted|respect(?:ed)?|empath\w+|feelings?|emotion\w*|convinc(?:ed|e)|reassur\w+|recogni[sz](?:ed|e|"
    r"ing)|"
    r"thank(?:ed)?|celebrat\w+|coach(?:ed|ing)?|mentor\w*|shadow(?:ed|ing)?|invit(?:ed|e)|involv(?:ed|e|ing)|"
    r"(?:co-?)?design(?:ed)? (?:it )?with|train(?:ed|ing)? (?:the |our |their |\w+ )?(?:users?|people|nurses|"
    r"staff|agents|"
    r"managers|teams?|champions|clerks|planners)|champions?|power users|super[- ]?users|adopt(?:ion|ed|ing)|"
    r"work(?:ing)? day|daily work|lose (?:their|his|her) (?:jobs?|control|face|status)|losing (?:their|his|her|"
    r"control)|"
    r"job loss|what(?:'s| is) in it for|wiifm|buy-?in|stakeholder interviews?|pain points?|relationship|"
    r"apologi[sz]\w+|"
    r"both (?:of them )?in (?:one|a|the same) room|face[- ]saving|felt (?:heard|ignored|safe|left)|heard\b|"
    r"nervous|shy|scared|unhappy|angry|upset|reluctan\w+|hostile|insecure|overwhelmed|stress(?:ed)?|proud|pride|"
    r"praise[ds]?|"
    r"atmosphere|colleagues?|includ(?:ed|ing) (?:them|him|her|one|two|some|people|users)|explain(?:ed|s)? (?:why|"
    r"to|his|her|their)|"
    r"help(?:ed)? (?:them|him|her|the people)|understand why|met (?:them|him|her|with)|floor[- ]?walk\w+|"
    r"co-?design\w*|"
    r"(?:people|users|staff|nurses|managers|teams?) (?:were|felt|feared|wanted|needed|could)|their (?:day|work|"
    r"jobs?|reports?)|"
    r"voice|concerns?|awareness|desire|habits?|users? (?:said|told|complained|refused|loved|came|asked)|told me"
)
GOVERNANCE = (
    r"steer(?:ing|co)(?: committee| group| board)?|sponsor|sign(?:ed)?[- ]?off|signed|go[/-]no[- ]?go|"
    r"change control(?: board)?|"
    r"change (?:advisory )?board|review board|governance|decision log|decision rights|escalat\w+|approv(?:ed|al|es)|"
    r"accountable|single owner|named owner|process owner|data owner|business owner|product owner|"
    r"own(?:s|er|ers|ership)\b|hand(?:ed)?[- ]?over|hand(?:ed)? (?:it|them|this) over|after (?:the )?go[- ]live|"
    r"post[- ]go[- ]live|after the project|(?:monthly|quarterly|weekly|fortnightly) (?:review|meeting|board|"
    r"report|check)|"
    r"(?:30|60|90)[- ]day|thirty days|check-?ins?|audit(?:ed)?|exit criteria|gates?\b|mandate|charter|baseline[ds]?|"
    r"RACI|still (?:runs?|meets?|reviews?|uses?|in use|owns?)|centre of excellence|center of excellence|"
    r"operations (?:team|took)|took over|continues? to|committee"
)
# What says that somebody owns the result when the project is gone: the commonest gap.
LASTING = re.compile(
    r"\b(?:after (?:the )?(?:go[- ]live|project|hypercare)|post[- ]go[- ]live|hand(?:ed)?[- ]?over|"
    r"hand(?:ed)? (?:it|them|this) over|"
    r"(?:monthly|quarterly|weekly|yearly)\b[^.]{0,40}\b(?:review|board|meeting|check|report|committee)|"
    r"still (?:runs?|meets?|"
    r"reviews?|uses?|in use|owns?)|(?:now|today) (?:owns?|runs?|reviews?|meets?|holds?|belongs)|owner (?:in|of|"
    r"for|who|after)|"
    r"process owner|owns? (?:it|the|this|them)|(?:30|60|90)[- ]day|(?:thirty|sixty|ninety) days|operations|"
    r"centre of excellence|"
    r"every (?:month|quarter|week)|at each|standing (?:item|agenda)|since then|to this day|continues?)\b",
    re.IGNORECASE,
)
