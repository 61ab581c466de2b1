// What a file is by its first bytes: who sent it says what they like.

interface Kind {
  readonly mediaType: string;
  /** Whether the bytes begin like one. */
  readonly begins: (bytes: Uint8Array) => boolean;
  /** What such a file is honestly called. */
  readonly names: RegExp;
}

const unknown = 'application/octet-stream';
/** Looked at, at most. */
const longestBeginning = 512;

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));
const hex =
  (said: string, at = 0) =>
  (bytes: Uint8Array) =>
    bytes.subarray(at, at + said.length / 2).toHex() === said;
const text =
  (said: string, at = 0) =>
  (bytes: Uint8Array) =>
    ascii(bytes, at, at + said.length) === said;
/** ISO 14496-12: a box `ftyp` with the brand of what follows. */
const brand = (brands: RegExp) => (bytes: Uint8Array) =>
  text('ftyp', 4)(bytes) && brands.test(ascii(bytes, 8, 12));
const riff = (form: string) => (bytes: Uint8Array) => text('RIFF')(bytes) && text(form, 8)(bytes);
/** Behind a byte order mark and blanks. */
const markup = (tags: RegExp) => (bytes: Uint8Array) =>
  tags.test(ascii(bytes, 0, longestBeginning).replace(/^(?:\u00ef\u00bb\u00bf)?\s{0,200}/, ''));

/** The first that fits counts. */
const kinds: readonly Kind[] = [
  { mediaType: 'image/png', begins: hex('89504e470d0a1a0a'), names: /^image\/(?:x-)?png$/ },
  { mediaType: 'image/jpeg', begins: hex('ffd8ff'), names: /^image\/p?jpe?g$/ },
  { mediaType: 'image/gif', begins: (b) => text('GIF87a')(b) || text('GIF89a')(b), names: /^image\/gif$/ },
  { mediaType: 'image/webp', begins: riff('WEBP'), names: /^image\/webp$/ },
  {
    mediaType: 'image/tiff',
    begins: (b) => hex('49492a00')(b) || hex('4d4d002a')(b),
    names: /^image\/tiff?$/,
  },
  { mediaType: 'image/heic', begins: brand(/^(?:hei|hev|mif|msf)/), names: /^image\/hei[cf]/ },
  { mediaType: 'image/avif', begins: brand(/^avi[fs]$/), names: /^image\/avif$/ },
  { mediaType: 'application/pdf', begins: text('%PDF-'), names: /^application\/(?:x-)?pdf$/ },
  {
    mediaType: 'audio/ogg',
    begins: text('OggS'),
    names: /^(?:audio|video|application)\/(?:ogg|opus|vorbis)$/,
  },
  { mediaType: 'audio/amr', begins: text('#!AMR'), names: /^audio\/amr/ },
  { mediaType: 'audio/wav', begins: riff('WAVE'), names: /^audio\/(?:x-|vnd\.)?wave?$/ },
  {
    mediaType: 'audio/mpeg',
    begins: (b) => text('ID3')(b) || /^ff(?:f[ab23]|e[23])/.test(b.subarray(0, 2).toHex()),
    names: /^audio\/(?:x-)?(?:mpeg|mp3|mpeg3)$/,
  },
  {
    mediaType: 'audio/aac',
    begins: (b) => /^fff[189]/.test(b.subarray(0, 2).toHex()),
    names: /^audio\/(?:x-)?aacp?$/,
  },
  {
    mediaType: 'video/mp4',
    begins: brand(/^/),
    names: /^(?:audio|video)\/(?:x-)?(?:mp4|m4[av]|aac|3gpp2?|quicktime)$/,
  },
  {
    mediaType: 'video/webm',
    begins: hex('1a45dfa3'),
    names: /^(?:audio|video)\/(?:webm|x-matroska|matroska)$/,
  },
  { mediaType: 'video/x-msvideo', begins: riff('AVI '), names: /^video\/(?:x-msvideo|avi|vnd\.avi)$/ },
  {
    mediaType: 'application/zip',
    begins: hex('504b0304'),
    names:
      /^application\/(?:zip|x-zip-compressed|epub\+zip|java-archive|vnd\.(?:openxmlformats|oasis|ms-|apple|android).*)$/,
  },
  {
    mediaType: 'application/x-ole-storage',
    begins: hex('d0cf11e0a1b11ae1'),
    names: /^application\/(?:x-ole-storage|msword|vnd\.(?:ms-.*|visio|outlook))$/,
  },
  {
    mediaType: 'application/gzip',
    begins: hex('1f8b08'),
    names: /^application\/(?:x-)?(?:gzip|tgz|compressed.*)$/,
  },
  {
    mediaType: 'application/x-7z-compressed',
    begins: hex('377abcaf271c'),
    names: /^application\/x-7z-compressed$/,
  },
  { mediaType: 'application/vnd.rar', begins: text('Rar!'), names: /^application\/(?:vnd\.rar|x-rar.*)$/ },
  {
    mediaType: 'application/vnd.microsoft.portable-executable',
    begins: (b) => text('MZ')(b) && b.subarray(0, 64).includes(0),
    names: /^application\/(?:vnd\.microsoft\.portable-executable|x-msdownload|x-dosexec)$/,
  },
  {
    mediaType: 'application/x-elf',
    begins: hex('7f454c46'),
    names: /^application\/x-(?:elf|executable|sharedlib)$/,
  },
  {
    mediaType: 'image/svg+xml',
    begins: markup(/^(?:<\?xml[^>]{0,200}>\s{0,50})?(?:<!--[^>]{0,200}-->\s{0,50})?<(?:!doctype svg|svg)\b/i),
    names: /^(?:image\/svg\+xml|text\/xml|application\/xml)$/,
  },
  {
    mediaType: 'text/html',
    begins: markup(/^(?:<!--[^>]{0,200}-->\s{0,50})?<(?:!doctype html|html|head|body|script|iframe)\b/i),
    names: /^(?:text\/html|application\/xhtml\+xml)$/,
  },
];

/**
 * @param declared media type without parameters, in lower case
 * @returns what the file is to be taken for: as declared unless its bytes say otherwise; where they are none of the
 * declared kind and of no kind we know, `application/octet-stream`
 */
export function actualMediaType(declared: string, content: Uint8Array): string {
  const bytes = content.subarray(0, longestBeginning);
  const found = kinds.find((kind) => kind.begins(bytes));
  if (found) return found.names.test(declared) ? declared : found.mediaType;
  if (kinds.some((kind) => kind.names.test(declared) && !isXml(declared))) return unknown;
  // Text holds no zero bytes; UTF-16 does, and says so.
  const isWide = hex('fffe')(bytes) || hex('feff')(bytes);
  return declared.startsWith('text/') && !isWide && bytes.includes(0) ? unknown : declared;
}

/** Any text may be called so. */
const isXml = (mediaType: string) => /xml$|html$/.test(mediaType);
