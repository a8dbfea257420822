export { isPermission, PERMISSIONS, type Permission } from './core/permissions.ts';
export { isRole, permissionsOf, ROLES, type Role } from './core/roles.ts';
