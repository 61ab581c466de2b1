// What people call the channels.

const names: Readonly<Record<string, string>> = {
  webform: 'Web form',
  email: 'E-mail',
  whatsapp: 'WhatsApp',
};

export function channelName(channel: string): string {
  return names[channel] ?? channel;
}

/** How a message came or went, after the time; nothing for the web, where the reader is. */
export function channelWay(channel: string): string | undefined {
  if (channel === 'email') return 'by e-mail';
  return channel === 'whatsapp' ? 'on WhatsApp' : undefined;
}
