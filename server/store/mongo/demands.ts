import type { Connection, Model } from 'mongoose';
import { StoreDown } from '../store';

/** What an address may say of these, if anything: with less, something acknowledged could be lost or not be seen. */
const inAddress: Record<string, string> = {
  w: 'majority',
  journal: 'true',
  j: 'true',
  readpreference: 'primary',
};

/** Throws an Error in plain words when the address asks for less than the store promises. */
export function demandOfAddress(url: string) {
  for (const [option, value] of new URLSearchParams(url.split('?')[1])) {
    const must = inAddress[option.toLowerCase()];
    if (must && value.toLowerCase() !== must)
      throw new Error(
        `MONGODB_URL says ${option}=${value}, but Porchlight keeps its word only with ${option}=${must}. Take it out.`,
      );
  }
}

/** Throws `StoreDown` unless the connection itself is so, whatever was asked of it. */
export function demandOfConnection(connection: Connection) {
  const { writeConcern, readPreference } = connection.getClient().options;
  demand(writeConcern?.w === 'majority', 'writes wait for a majority');
  demand(writeConcern?.journal === true, 'writes wait for the journal');
  demand(readPreference.mode === 'primary', 'reads ask the primary');
  demand(connection.get('sanitizeFilter') === true, 'filters are sanitized');
  demand(connection.get('bufferCommands') === false, 'nothing waits for a lost server');
}

/** The same of a model, for its schema could say otherwise. */
export function demandOfModel<R>({ modelName, schema, db }: Model<R>) {
  demand(db.get('sanitizeFilter') === true, `filters on ${modelName} are sanitized`);
  demand(schema.get('strictQuery') === 'throw', `filters on ${modelName} name known fields only`);
  demand(schema.get('bufferCommands') === false, `${modelName} waits for no lost server`);
}

function demand(isSo: boolean, what: string) {
  if (!isSo) throw new StoreDown(`the store on MongoDB does not start unless ${what}`);
}
