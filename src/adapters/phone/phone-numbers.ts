// Phone numbers as people write them, in the one form that E.164 gives them; the rules of every country are the library's.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { ReadPhone } from '../../domain/customer/identifier.ts';

/** Beyond this nothing is a number, however it is spaced. */
const longest = 40;

/** Whether numbers of a region can be read, by its ISO 3166 code. */
export function isPhoneRegion(region: string): boolean {
  return isSupportedCountry(region);
}

/**
 * @param region whose numbers are those written without a country; absent: they are none
 * @returns a reader that refuses what reaches no one person: extensions, emergency and short numbers, numbers no country gives out
 */
export function phoneReader(region?: string): ReadPhone {
  const country = region !== undefined && isSupportedCountry(region) ? region : undefined;
  return (typed) => {
    if (typed.length > longest) return undefined;
    const defaults: { extract: false; defaultCountry?: CountryCode } = { extract: false };
    if (country !== undefined) defaults.defaultCountry = country;
    // The library takes a wide plus for none, and the country for the beginning of the number.
    const number = parsePhoneNumberFromString(typed.normalize('NFKC').trim(), defaults);
    // Behind an extension is somebody else than behind the number.
    return number?.isValid() && number.ext === undefined ? number.number : undefined;
  };
}
