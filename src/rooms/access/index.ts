export { isPermission, PERMISSIONS, type Permission } from './core/permissions.ts';
export { ROLES, type Role } from './core/roles.ts';
export { ApiKeys, type MadeKey, type NewKey } from './keys/api-keys.ts';
export { keyRoutes } from './keys/key-routes.ts';
export { type Access, openAccess, type SignInSettings } from './open-access.ts';
export { accessRoutes } from './routes.ts';
