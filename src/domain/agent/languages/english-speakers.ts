// Who and what an English sentence may be about besides the customer and their own wish.

/** Third persons: what they want of the customer is the customer's matter. */
export const others =
  "(my|our|an?|the|one of (my|our)|another|her|his|their|each|which|returning|some) (customer|buyer|client|shopper|recipient)('?s|s')?(?! (service|services|support|care|protection))";

/** What a sentence about the product itself names. */
export const screenWords =
  '(fields?|columns?|buttons?|modules?|roles?|settings?|templates?|menu|page|permissions?|workflow|export|import|report|policy|policies|rules?|codes?|portal|screen|dashboard widget|template)';
