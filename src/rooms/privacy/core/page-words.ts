/** What the readable page says around the data. */
export const PAGE_WORDS = {
  en: {
    title: 'Everything we hold about you',
    made: 'Made',
    member: 'Member',
    person: 'You',
    consents: 'What you agreed to',
    history: 'What you said, newest first',
    yes: 'yes',
    no: 'no',
    nothing: 'never asked or answered',
    every: 'all channels',
    rows: 'rows',
    none: 'Nothing.',
    left: 'What is not in here, and why',
    rights: `You may have this corrected or erased, restrict or object to its use, withdraw any
      consent at any time, and complain to the authority for data protection.`,
  },
  zh: {
    title: '我们持有的关于您的全部信息',
    made: '生成时间',
    member: '会员',
    person: '您',
    consents: '您的同意',
    history: '您的历次表态（由新到旧）',
    yes: '同意',
    no: '不同意',
    nothing: '未表态',
    every: '全部渠道',
    rows: '条',
    none: '无。',
    left: '未包含的内容及原因',
    rights:
      '您有权更正或删除这些信息、限制或拒绝其使用、随时撤回任何同意，并可向个人信息保护主管部门投诉。',
  },
} as const;

export type Language = keyof typeof PAGE_WORDS;
