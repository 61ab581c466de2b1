// Imported before everything else: libraries read NODE_ENV once, while they load, and are careless unless it says production.
process.env['NODE_ENV'] ||= 'production';
