// What sends an English message to a human because it is about money: refunds, and terms to be agreed.
import { others, screenWords } from './english-speakers.ts';
import { type Phrases, phrases } from './phrases.ts';

const i = "\\b(?:i|we)(?:'ll|'d|'m|'re| will| would| am| are| shall)?";
const wish =
  '(?:want|need|demand|request|expect|insist on|like|require|requesting|demanding|asking for|owed|deserve)';

export const englishRefund: readonly Phrases[] = [
  {
    always: [
      phrases(
        '(i|we) (want|demand|need|expect) (my|our) money back',
        "(i'd|we'd|i would|we would) like (my|our) money back",
      ),
    ],
    certain: [
      /\byou(?:'ve| have)? (?:just |simply )?(?:stole|stolen|robbed|took|taken|are stealing|keep stealing) (?:me of |all )?(?:my|our) (?:\w{1,10} )?(?:money|cash|funds)\b/,
      /\brefund (?:me|us|my|our)\b(?! (?:customer|buyer|client|shopper))/,
      /\bwhere(?: is|'s) (?:my|our) refund\b/,
      /\b(?:reimburse|compensate) (?:me|us)\b|\b(?:give|send|pay|hand) (?:me|us) (?:back )?(?:all )?(?:my|our) money\b/,
      /\bcharge ?back\b.{0,40}\b(?:bank|card|against you|with my)\b/,
      /\b(?:i|we)(?:'ll| will) (?:dispute|charge ?back|reverse) (?:the |this |that |your )?(?:charge|payment)\b/,
    ],
    likely: [
      /\b(?:my|our|all my|the) money back\b/,
      new RegExp(
        `${i}(?: \\w{1,12})? ${wish} (?:to (?:have|get|claim|request|receive) )?(?:(?:a|an|my|our|the|full|partial|immediate|complete|some) ){0,3}(?:refund|reimbursement|compensation)\\b`,
      ),
      /\b(?:can|could|may|do|will|would) (?:i|we) (?:please )?(?:get|have|claim|request|receive) (?:(?:a|an|my|our|the|full|partial) ){0,2}(?:refund|reimbursement|money back)\b/,
      /\b(?:give|issue|send|process|grant|owe|get) (?:me|us) (?:(?:a|an|my|our|the|full|partial) ){0,2}(?:refund|reimbursement|compensation)\b/,
      /\b(?:please|must|should|just) refund\b/,
      /\b(?:i|we) (?:want|need|expect|demand) (?:this|it|that|everything|the (?:charge|payment|amount)) (?:to be )?(?:refunded|reimbursed)\b/,
    ],
    harmless:
      /\b(?:don't|do not|not|no longer) (?:want|need|asking for|looking for|expect|require) (?:\w{1,8} )?(?:refund|money|reimburse)|\b(?:which|what|some|certain) (?:\w{1,12} )?(?:cases|situations|circumstances|conditions|instances)\b|\b(?:my|our|a|the|her|his|their|which|each) (?:customer|buyer|client|shopper|recipient)s?\b|\bif (?:i|we) (?:cancel|change|return|leave|downgrade|close)/,
  },
  {
    certain: [
      phrases(
        '(refunds?|reimbursements?|compensations?|rebates?) …1 (please|asap|now)',
        '(request(ing)?|claim(ing)?|demand(ing)?|ask(ing)? for|apply(ing)? for|obtain|get(ting)?|receive|restitution|expect(ing)?|chas(e|ing)|awaiting|waiting (for|on)|owed|issue me|grant me) (an? |my |our |the |some |full |partial )?(full |partial )?(refunds?|reimbursements?|compensations?|rebates?|restitutions?)( of money)?',
        '(be|being|get|been) (fully |partially )?(refunded|reimbursed|compensated)',
        '(my|our) (refund|reimbursement|rebate)(?! (form|policy|policies|page|rules?|template|settings?|process|portal|button|report|reasons?|e-?mail|mail|text|workflow|screen|export))',
        '(give|want|need|get|got|have|send|return|returned|wire|pay) (me |us |all |it )?(my|our|the|that|all my|some)? ?(money|cash|deposit|payment|amount|cost|fee|sum|\\S{1,6} euros|\\S{1,6} dollars) …2 (back|returned|reversed|refunded)',
        '(send|return|transfer|pay|put|credit) …6 (back )?(on|to|onto|into) (my|our) (card|account|bank account|bank|credit card|paypal)',
        '(second|duplicate|double|extra|wrong) (charge|payment|one|debit|fee) …5 (reversed|back|returned|refunded|credited)',
        '(our|my) (deposit|money|payment|fee) (returned|back)',
        'owe (me|us) …3 (money|euros?|dollars?|pounds?|eur|usd)',
        '(charged|billed|debited|took|taken) …8 (twice|2x|two times|double)|give it back',
        '(why|when|how come) …6 (refund|refunded|reimburse|reimbursed|repay|repaid|pay back) (me|us|it|my|our)',
        '(refunded|reimbursed|repaid) (me|us) (yet|already)|(haven.t|have not|not|never) (refunded|reimbursed|repaid) (me|us)',
        '(my|our) money (back|bk)',
        '(where|when|get|give|see|have|want|need|return|keep|keeping|kept|got) …3 (my|our) money|(still|am|are) owed',
        '(took|taken|charged|withdrew|deducted|billed) … (return|refund|reverse|pay) (it|them|that)',
        '(promised|told|offered|assured) (me|us) …2 (refund|reimbursement|money back|compensation)',
        '(reverse|undo|cancel) (the|this|that|my|our) (payment|charge|debit|transaction)',
        'pay it back',
      ),
      /^(?:please |kindly |can you |could you |you must |i need you to )?(?:refund(?:ing)?|reimburs(?:e|ing)|rebat(?:e|ing)) (?:me\b|us\b|please|asap|now|[$€£]|\d|my\b|order|this\b|it\b|the (?:last|second|order|label|payment|invoice|cost|full))/,
      /\b(?:could|can|would|will) you (?:please )?(?:refund|reimburse|compensate)\b/,
    ],
    harmless: phrases(
      others,
      '(which|what|some|certain) (cases|situations|circumstances|conditions|instances|scenarios|events?)',
      '(refund|reimbursement|money back|return|compensation) (policy|policies|guarantee|conditions|terms|rules|period|reason|field|column|button|form)',
      'if (i|we) (cancel|change|return|leave|downgrade|close|void)',
      '(can|do|may|will) (buyers|customers|clients|shoppers)',
      '(was|were|been|got|have) refunded …2 (yesterday|already|today|last|correctly)',
      'long (does|do|will|would|until|before)',
      '(refund|money) (has |just )?(arrived|came through|landed|is here)',
      '(carrier|courier|insurance|from (them|dhl|ups|fedex|the post))',
      '(void|voided|unused) (the |a |my )?labels?',
    ),
  },
  {
    certain: [],
    together: [
      [
        phrases(
          '(refund(s|ed|ing)?|reimburse(d|ment|ments)?|repaid|repay|money back|cash back|restitution|chargeback|charge ?back)',
          '(overcharged|difference … back)|(money|payment|difference|charge|charges|amount|fee|cost|deposit|price|sum|what (i|we) paid|subscription|invoice|cash) …5 (back|reversed|returned|reimbursed)',
          '(back|reverse|return|undo|recover|credit) …5 (money|payment|charge|charges|amount|fee|cost|deposit|sum|what (i|we) paid|difference|cash)',
          '(compensation|compensate|compensated|credit note)',
        ),
        phrases('(i|me|my|we|us|our|please|immediately|now)'),
      ],
      [
        phrases('(refund|reimburse|repay|compensate)'),
        phrases('(card|account|paypal|difference|full|bank|order|payment|subscription|fee|label|invoice)'),
        /^(?:so |and |then |please |pls |just |kindly |now )*(?:refund|reimburse|repay|compensate)/,
      ],
    ],
    harmless: phrases(
      others,
      screenWords,
      '(which|what|some|certain|in) (cases|situations|circumstances|conditions|instances|scenarios|events?)',
      'if (i|we) (cancel|change|return|leave|downgrade|close|void)|refunds? (that )?(i|we) (make|made|issue|issued|pay|give|send)',
      '(policy|policies|guarantee|was refunded|were refunded|been refunded)',
      '(no|not|without) …2 (refund|compensation)|(void|voided|unused) (the |a |my )?labels?',
      '(carrier|courier|insurance|from (them|dhl|ups|fedex|the post))|label price',
    ),
  },
];

export const englishPricing: readonly Phrases[] = [
  {
    certain: [
      /\b(?:give|offer|grant|make|get|cut) (?:me|us) (?:(?:a|an|some|the|bigger|better|special|lower|cheaper|good|big) ){1,3}(?:discount|price|deal|rate|offer)\b/,
      /\b(?:discount|cheaper|lower price|better price|better deal|lower rate|price).{0,40}\bor (?:else )?(?:i|we)?(?:'ll|'m| will| am| are)? ?(?:\w{1,10} )?(?:leave|leaving|cancel|cancelling|switch|switching|go|going|move|moving|quit)\b/,
      /\b(?:match|beat) (?:the|their|that|this|your competitor's|a competitor's|our) (?:\w{1,15} )?(?:price|offer|quote)\b/,
      /\b(?:negotiate|negotiating|negotiable|negotiation|haggle|renegotiate)\b/,
      /\b\d{1,2} ?(?:%|percent|per cent) (?:off|less|discount|cheaper)\b.{0,40}\bif (?:i|we)\b(?! (?:are|am|pay)\b|')|\bif (?:i|we|you) (?!are\b|am\b|pay\b).{0,60}\b\d{1,2} ?(?:%|percent|per cent) (?:off|less|discount|cheaper)\b/,
      /\b(?:i|we)(?:'d| would) (?:stay|sign|buy|upgrade|come back)\b.{0,40}\b(?:if|for)\b.{0,30}(?:[$€£]\d|%|\bdiscount|\bcheaper)/,
      /\b(?:can|could|would|will) you (?:please )?(?:do|make|give|offer) (?:us |me |it )?.{0,30}\bfor (?:only |just )?[$€£] ?\d{1,6}\b/,
      /\b(?:special|better|custom|individual) (?:deal|price|pricing|offer|rate|terms)\b.{0,30}\b(?:make|give|offer|for) (?:us|me)\b|\b(?:deal|price|offer|discount) can you (?:make|give|offer) (?:us|me)\b/,
      /\b(?:wiggle room|leeway|flexib(?:le|ility)) .{0,20}\b(?:prices?|pricing|rates?|fees?|costs?)\b/,
      /\bwaive (?:my|our|the|this|that) (?:\w{1,12} )?(?:fees?|charges?|costs?|price|invoice)\b/,
      /\b(?:competitors?|others?|another company)\b.{0,60}\b(?:match|beat)\b|\bwill you (?:match|beat) (?:it|that|this|them)\b/,
    ],
    likely: [
      new RegExp(
        `${i}(?: \\w{1,12})? ${wish} (?:to (?:have|get) )?(?:(?:a|an|some|the|bigger|better|special|lower|cheaper|good) ){1,3}(?:discount|price|deal|rate)\\b`,
      ),
      /\b(?:can|could|would|will) (?:you|i|we) (?:please )?(?:give|do|make|get|have|offer|lower|reduce) .{0,20}\b(?:discount|better price|lower price|special price|better deal|price down|cheaper)\b/,
      /\b(?:lower|reduce|drop|come down on) (?:the|your|our|my) (?:\w{1,12} )?(?:price|rate|fee|cost)s?\b.{0,30}\b(?:for (?:me|us)|or|otherwise)\b/,
      /\btoo expensive\b.{0,60}\b(?:discount|cheaper|lower|reduce|better price)\b/,
    ],
    harmless:
      /\b(?:discount|coupon|voucher) (?:code|codes|field|column|rule|rules|button)\b|\bcarriers?\b|\b(?:my|our) (?:customer|buyer|client|shopper)s?\b/,
  },
  {
    certain: [
      phrases(
        '(come|go|get|move) (down|lower) …2 (a bit|a little|somewhat|on|in|with)? ?…3 (price|prices|fee|fees|rates?|cost|monthly|subscription|quote)',
        '(best|lowest|cheapest) (price |offer |rate |deal )?(that )?(you|u) (can|could|would) (do|go|offer|make|give)',
        "what('s| is) (the |your )(best|lowest) (price|offer|rate|deal) (you|for us|for me)",
        '(knock|shave|take) …4 off',
        '(any )?(chance|possibility|room|scope) …5 (discounts?|negotiation|negotiating|better price|cheaper|special price|lower price|reduction)',
        '(price|quote|renewal|fee|rate|offer|plan|it|that|you) …3 (too|very|way too) (high|expensive|pricey|much) …5 (for us|for me|best price|offer|discount|cheaper|lower)',
        '(quoted|charges|offers|offered|quotes) (us|me) …4 (less|cheaper|lower)',
        'too (expensive|pricey|high) for (us|me)|(can|could|will|would) you do (it for )?\\d{1,6}',
        '(unless|if|can|could|will) you (can |could )?(match|beat|do) (\\d{1,6}|the|that|their)',
        'what (discount|price|deal|rate) (do|can|could|would|will) (we|i) get',
        '(need|want|expect|like|give me|give us|get) (a |some )?(much )?(better|lower|cheaper) (offer|deal|price|rate|quote)',
        '(anything|something) …2 (can|could) do …4 (loyal|price|prices|rate|like us)',
        '(rates?|prices?|pricing|terms|contract|renewal) …8 (flexibility|flexible|leeway|wiggle room|negotiate|special terms)',
        '(can|could|will) (you|u) (beat|match|undercut) (that|it|this|them|their|the)',
        '(special|better|good|sweet|custom) (deal|price|rate) (as|for|because|since) …3 (long|loyal|us|me|our|non-?profit|we)',
        "(i'd|we'd|i would|we would|i'll|we'll) … (sign|stay|renew|upgrade|commit|buy) … if (you|u) (drop|lower|lowered|reduce|waive|knock|cut|give|gave|do|throw|offer|offered|make)",
        '(sign|stay|renew|upgrade|commit) … if (you|u) (drop|lower|lowered|reduce|waive|knock|cut|give|gave|offer|offered)',
        '\\d{1,2} ?(%|percent) (off|less|discount) (and|or|then)',
        'discount (can|could|would|will) you (offer|give|do|make)',
        '(discount|deal|price cut|reduction|lower price) for (us|me|our (shop|company|team|account))',
        '(do|give|let us have|make) (it|us|me|the) …4 (for|at) (only |just )?(\\$|€|£)\\d{1,5}',
      ),
    ],
    likely: [
      phrases(
        '(drop|lower|lowered|reduce|cut|waive) (the|your|our|this|my) …2 (fee|fees|price|prices|rate|rates|cost|charge)',
        '(can|could|may|do) (i|we) (get|have) …3 (discount|special deal|better price|cheaper (price|plan|rate)|lower price)',
      ),
    ],
    harmless: phrases(
      others,
      '(price|carrier|carriers) negotiation|with (the |our |several )?carriers?',
      '(to|for) (my|our|returning|new) (customers|buyers|clients)',
      '(mean|means|setting|settings|field|rule|code|codes)',
      '(price|prices) (of|for) (a|the|my|our|all|\\d+) (products?|items?|articles?)',
    ),
  },
  {
    certain: [],
    together: [
      [
        phrases(
          '(prices?|pricing|rates?|fees?|costs?|plans?|contract|quote|renewal|renew|subscription|tariff|terms|pay|competitors?|volume|seats|users|licen[cs]es?|discounts?|offer|charge)',
        ),
        phrases(
          '(lower|cheaper|discount|discounts|discounted|less|better|reduce|reduced|reduction|adjust|special|custom|bespoke|individual|half|negotiate|renegotiate|negotiation|deal|loyal|loyalty|match|afford|agree on|work something out|extend|come down|above the market|best|keep …2 price|intro|old price|price of \\d{1,4}|too (high|much|expensive)|\\d{1,2} ?(%|percent) (less|off|cheaper|below)|quoted|do for (us|me|a))',
        ),
        /\b(?:you|your|us|we|our|me|my)\b/,
      ],
    ],
    harmless: phrases(
      others,
      screenWords,
      'carriers?|price list|(my|our) (products?|catalog(ue)?|items?)|(pays?|paid) (by|with)',
      'smaller',
    ),
  },
];
