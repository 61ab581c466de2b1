// International labels of a domain, from the form that mail servers use to the one that people read (RFC 3492).

const base = 36;
const mostSymbols = 63;

/** A label in the form people read; undefined for an `xn--` label that stands for nothing. Others stay as they are. */
export function readableLabel(label: string): string | undefined {
  if (!/^xn--/i.test(label)) return label;
  const decoded = decode(label.slice(4).toLowerCase());
  // One that could be written plainly is a disguise, and so is one that changes when it is normalised.
  if (decoded === undefined || /^[\x20-\x7e]*$/.test(decoded)) return undefined;
  return decoded.normalize('NFC').toLowerCase() === decoded ? decoded : undefined;
}

function decode(text: string): string | undefined {
  if (text.length > mostSymbols) return undefined;
  const last = text.lastIndexOf('-');
  const output = Array.from(text.slice(0, Math.max(last, 0)), (symbol) => symbol.codePointAt(0) ?? 0);
  let [code, bias, index] = [128, 72, 0];
  let at = last < 0 ? 0 : last + 1;
  while (at < text.length) {
    const before = index;
    let weight = 1;
    for (let step = base; ; step += base) {
      const digit = digitOf(text[at++]);
      if (digit === undefined) return undefined;
      index += digit * weight;
      const threshold = Math.min(Math.max(step - bias, 1), 26);
      if (digit < threshold) break;
      weight *= base - threshold;
      if (weight > 0x7fffffff) return undefined;
    }
    const length = output.length + 1;
    bias = adapted(index - before, length, before === 0);
    code += Math.floor(index / length);
    index %= length;
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    output.splice(index++, 0, code);
  }
  return String.fromCodePoint(...output);
}

function digitOf(symbol: string | undefined): number | undefined {
  if (symbol === undefined) return undefined;
  if (/[a-z]/.test(symbol)) return symbol.charCodeAt(0) - 97;
  return /\d/.test(symbol) ? Number(symbol) + 26 : undefined;
}

function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / length);
  let bias = 0;
  for (; rest > 455; bias += base) rest = Math.floor(rest / (base - 1));
  return bias + Math.floor((base * rest) / (rest + 38));
}
