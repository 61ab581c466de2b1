// The customer service window: free text reaches a customer for 24 hours after they last wrote (error 63016 afterwards).

/** Milliseconds. */
export const serviceWindow = 24 * 60 * 60_000;
/** Sending takes its time, and the provider's clock is not ours, milliseconds. */
const margin = 60_000;

/** @param lastInboundAt when the customer last wrote on this channel @returns until when free text is sent; both ms since the epoch */
export function windowEnd(lastInboundAt: number): number {
  return lastInboundAt + serviceWindow - margin;
}

/** @param lastInboundAt when the customer last wrote on this channel @param now both ms since the epoch */
export function isWindowOpen(lastInboundAt: number | undefined, now: number): boolean {
  return lastInboundAt !== undefined && now < windowEnd(lastInboundAt);
}

/** UTF-16 units of a template's variable. */
export const templateText = 900;

/**
 * A reply as the variable of a template: on one line, as WhatsApp wants variables.
 * @returns undefined when it is too long to be said that way
 */
export function asTemplateText(parts: readonly string[]): string | undefined {
  const text = parts.join(' ').replace(/\s+/g, ' ').trim();
  return text.length <= templateText ? text : undefined;
}
