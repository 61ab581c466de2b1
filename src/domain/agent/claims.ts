// Wording a reply must not have: promises nobody keeps, commitments on money, internals, markup.

const someone =
  '(?:i|we|our (?:team|staff|support|support team|specialists?|engineers?|developers?)|someone|somebody|a (?:colleague|specialist|person|human|team member|member of (?:our|the) team)|an? (?:support )?agent|support|the team)(?: from (?:our|the) team)?';
const shall = "(?:'ll| will| shall| am going to| are going to| is going to|'m going to|'re going to)";
const filler =
  '(?: (?:also|now|then|gladly|happily|personally|soon|shortly|certainly|of course|be able to|make sure to|try to))?';

/** Future work. Grounded wording ("we will e-mail you a link" where the article says so) is let through by the caller. */
export const promises: readonly RegExp[] = [
  new RegExp(
    `\\b${someone}${shall}${filler} (?:get back|be in touch|get in touch|contact|reach out|call|phone|ring|follow up|e-?mail|write|inform|update|notify|let you know|keep you|look into|look at|investigate|review|check|fix|repair|resolve|solve|handle|take care|send|ship|arrange|escalate|forward|pass|process|replace|reply|respond|ensure|make sure|deal|work on|raise|prioriti[sz]e|add|change|cancel|close|open|delete|remove|schedule|come back)\\b`,
  ),
  /\b(?:let me|allow me to) (?:check|look|investigate|find out|forward|escalate|ask|see|get back)\b/,
  /\byou(?:'ll| will) (?:hear (?:back )?from|be contacted by|receive (?:a |an )?(?:call|reply|response|answer|update)(?: back)? from) (?:us|me|our|a|the|someone)\b/,
  /\b(?:i|we)(?:'ve| have) (?:escalated|forwarded|passed|opened|created|raised|notified|informed|asked|scheduled|cancelled|canceled|changed|updated|fixed|reset)\b/,
  /\b(?:technicians?|engineers?|colleagues?|someone|somebody|specialists?|we|i)\b[^.!?]{0,60}\b(?:today|tonight|tomorrow|this (?:morning|afternoon|evening)|within the hour|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/,
  /\b(?:we|i)\b[^.!?]{0,80}\b(?:for you|(?:at|to) your (?:shop|home|house|place|office|door)|next (?:week|month))\b/,
  /(?<!\p{L})wir(?!\p{L})[^.!?]{0,80}(?<!\p{L})(?:bei ihnen|für sie|für dich|vor ort|heute|morgen|nächste[nr]? (?:woche|monat))(?!\p{L})/u,
  /(?<!\p{L})nous(?!\p{L})[^.!?]{0,80}(?<!\p{L})(?:chez vous|pour vous|aujourd'hui|demain|la semaine prochaine)(?!\p{L})/u,
  /(?<!\p{L})(?:le|les|te) \p{L}{2,20}(?:amos|emos|imos)(?!\p{L})|(?<!\p{L})\p{L}{2,20}(?:iamo|eremo)(?!\p{L})[^.!?]{0,60}(?<!\p{L})(?:da lei|per lei|oggi|domani)(?!\p{L})/u,
  /(?<!\p{L})wij?(?!\p{L})[^.!?]{0,80}(?<!\p{L})(?:bij u|voor u|vandaag|morgen|volgende week)(?!\p{L})/u,
];

/** Promises of money: never let through by grounding of the verb alone. */
export const moneyPromises = new RegExp(
  `\\b${someone}${shall}${filler} (?:refund|reimburse|credit|compensate|waive|repay|pay|discount|give you (?:a |your )?(?:refund|discount|credit|money))\\b`,
);

export const commitments: readonly RegExp[] = [
  /\byou(?:'ll| will| are going to|'re going to) (?:get|receive|be (?:given|issued|sent|paid)) (?:(?:a|an|your|the|full|partial|complete) ){0,3}(?:refund|reimbursement|credit|compensation|discount|money)\b/,
  /\byou(?:'ll| will) be (?:refunded|reimbursed|compensated|credited)\b/,
  /\b(?:your|the|a|this) (?:\w{1,12} )?(?:refund|reimbursement|credit|compensation|discount) (?:has been|have been|is being|will be|was|is) (?:\w{1,12} )?(?:processed|issued|approved|granted|applied|sent|confirmed|paid|guaranteed)\b/,
  /\b(?:i|we)(?:'ve| have)? (?:just )?(?:refunded|reimbursed|credited|waived|applied a (?:discount|credit)|issued a (?:refund|credit)|approved (?:your|the|a) refund)\b/,
  /\b(?:i|we) (?:can|could) (?:offer|give|grant|refund|credit|waive|reimburse|match|lower|reduce) (?:you|your|the|this|that|it)\b/,
  /\b(?:you are|you're) (?:entitled to|eligible for|owed|due) (?:(?:a|an|your|the|full|partial) ){0,2}(?:refund|reimbursement|credit|compensation|discount)\b/,
  /\b(?:i|we) (?:guarantee|promise)\b/,
];

export const internals: readonly RegExp[] = [
  /\b(?:create_ticket|get_customer_history|search_knowledge_base|escalate_to_human|send_response)\b/,
  /\bas an? (?:ai|artificial intelligence|language model|large language model|llm|automated model)\b|\b(?:i am|i'm) (?:just )?an? (?:ai|language model|llm)\b/,
  /\b(?:system prompt|my (?:instructions|prompt|guidelines|training data|tools)|tool[ _]calls?|function[ _]calls?|chunk[ _]?ids?|retrieved (?:passages|context|documents)|the (?:provided|given) (?:context|passages|excerpts))\b/,
  /\{ ?"(?:name|tool|arguments|function|parameters|query|text|citations|reason|role|content)" ?:/,
  /<\|\w{1,30}\|>|\[\/?inst\]|<\/?(?:customer|customer_message|user|system|assistant|tool|passages?|context|untrusted)\b[^>]{0,100}>/,
  /^(?:assistant|system|user|human) ?:/,
  /\{\{ ?\w{1,40} ?\}\}/,
];

export const markup =
  /<!--|<!doctype|<\/?(?:a|abbr|b|base|big|body|br|button|canvas|center|code|dd|div|dl|dt|em|embed|font|form|frame|h[1-6]|head|hr|html|i|iframe|img|input|li|link|meta|object|ol|option|p|pre|s|script|select|small|span|strong|style|sub|sup|svg|table|tbody|td|template|textarea|th|thead|title|tr|u|ul|video|audio|math)(?:[\s/][^>]{0,500})?>|<script|javascript:|&(?:lt|gt|nbsp|#\d{1,6}|#x[0-9a-f]{1,6});/i;
