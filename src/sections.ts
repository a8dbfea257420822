import { benefitsSection } from './rooms/benefits/index.ts';
import { badgesSection, challengesSection } from './rooms/challenges/index.ts';
import { consentSection } from './rooms/consent/index.ts';
import { campaignsSection, couponLanesSection, couponsSection } from './rooms/coupons/index.ts';
import { budgetsSection, earningSection, lanesSection } from './rooms/earning/index.ts';
import { identitySection } from './rooms/identity/index.ts';
import { intakeSection } from './rooms/intake/index.ts';
import { leavingSection } from './rooms/leaving/index.ts';
import { offlineSection } from './rooms/offline/index.ts';
import { pointsSection } from './rooms/points/index.ts';
import { retentionSection } from './rooms/privacy/index.ts';
import { profileSection } from './rooms/profile/index.ts';
import type { Section } from './rooms/program/index.ts';
import { referralsSection } from './rooms/referrals/index.ts';
import { rewardsSection } from './rooms/rewards/index.ts';
import { scenesSection } from './rooms/scenes/index.ts';
import { tiersSection } from './rooms/tiers/index.ts';

/** The sections of the program document, in the order in which people read them. */
export const SECTIONS: readonly Section[] = [
  pointsSection,
  tiersSection,
  lanesSection,
  budgetsSection,
  earningSection,
  benefitsSection,
  rewardsSection,
  campaignsSection,
  couponLanesSection,
  couponsSection,
  challengesSection,
  badgesSection,
  referralsSection,
  scenesSection,
  leavingSection,
  consentSection,
  retentionSection,
  profileSection,
  identitySection,
  intakeSection,
  offlineSection,
];
