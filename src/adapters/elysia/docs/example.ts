// An example of a schema, put together from the examples of its parts.
import { type TSchema, TypeGuard } from '@sinclair/typebox';

/** @returns a value that fits the schema; a leaf without an example gives the plainest value of its type */
export function exampleOf(schema: TSchema): unknown {
  const [given] = Array.isArray(schema['examples']) ? schema['examples'] : [];
  if (given !== undefined) return given;
  if (TypeGuard.IsLiteral(schema)) return schema.const;
  if (TypeGuard.IsUnion(schema)) return schema.anyOf[0] && exampleOf(schema.anyOf[0]);
  if (TypeGuard.IsArray(schema)) return [exampleOf(schema.items)];
  if (TypeGuard.IsObject(schema)) {
    const required = Object.entries(schema.properties).filter(([name]) => schema.required?.includes(name));
    return Object.fromEntries(required.map(([name, property]) => [name, exampleOf(property)]));
  }
  if (TypeGuard.IsString(schema)) return 'text';
  if (TypeGuard.IsBoolean(schema)) return true;
  if (TypeGuard.IsNumber(schema) || TypeGuard.IsInteger(schema)) return schema.minimum ?? 1;
  return null;
}
