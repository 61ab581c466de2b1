// The name of an article in addresses, from its title.

const longest = 60;
const shortest = 3;

/** @param otherwise where the title has too little in Latin letters */
export function slugFrom(title: string, otherwise: string): string {
  const words =
    title
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const slug = words.join('-').slice(0, longest).replace(/-+$/, '');
  return slug.length >= shortest ? slug : otherwise;
}
