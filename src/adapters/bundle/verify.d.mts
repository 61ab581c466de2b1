/** The text of the file, not what it does. */
declare const text: string;
export default text;
