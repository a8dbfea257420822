/** What goes before a parameter of milliseconds to make it a moment of the database. */
export const MOMENT = "'epoch'::timestamptz + interval '1 millisecond' *";
