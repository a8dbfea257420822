/** The commonest Chinese surnames with their Latin spelling: together four people of five. */
const SPELLED = `王wang 李li 张zhang 刘liu 陈chen 杨yang 赵zhao 黄huang 周zhou 吴wu 徐xu 孙sun 胡hu 朱zhu 高gao
林lin 何he 郭guo 马ma 罗luo 梁liang 宋song 郑zheng 谢xie 韩han 唐tang 冯feng 于yu 董dong 萧xiao 程cheng 曹cao
袁yuan 邓deng 许xu 傅fu 沈shen 曾zeng 彭peng 吕lv 苏su 卢lu 蒋jiang 蔡cai 贾jia 丁ding 魏wei 薛xue 叶ye 阎yan
余yu 潘pan 杜du 戴dai 夏xia 钟zhong 汪wang 田tian 任ren 姜jiang 范fan 方fang 石shi 姚yao 谭tan 廖liao 邹zou
熊xiong 金jin 陆lu 郝hao 孔kong 白bai 崔cui 康kang 毛mao 邱qiu 秦qin 江jiang 史shi 顾gu 侯hou 邵shao 孟meng
龙long 万wan 段duan 雷lei 钱qian 汤tang 尹yin 黎li 易yi 常chang 武wu 乔qiao 贺he 赖lai 龚gong 文wen
欧阳ouyang 司马sima 上官shangguan 诸葛zhuge 东方dongfang 皇甫huangfu 尉迟yuchi 令狐linghu 司徒situ`;

/** Traditional characters of surnames, by the simplified one. */
const SIMPLIFIED: Readonly<Record<string, string>> = Object.fromEntries(
  `張张 劉刘 陳陈 楊杨 趙赵 黃黄 吳吴 孫孙 馬马 羅罗 鄭郑 謝谢 韓韩 馮冯 蕭萧 鄧邓 許许 呂吕 蘇苏
  盧卢 蔣蒋 賈贾 葉叶 閻阎 鐘钟 鍾钟 範范 譚谭 鄒邹 陸陆 顧顾 龍龙 萬万 錢钱 湯汤 賀贺 賴赖 龔龚`
    .split(/\s+/)
    .map((pair) => [pair[0], pair[1]]),
);

const LATIN: ReadonlyMap<string, string> = new Map(
  SPELLED.split(/\s+/).map((one) => {
    const at = one.search(/[a-z]/);
    return [one.slice(0, at), one.slice(at)];
  }),
);

/** A character as it is written in simplified Chinese, as far as surnames need it. */
export function simplified(character: string): string {
  return SIMPLIFIED[character] ?? character;
}

/** How long the surname at the beginning of a Chinese name is, and its Latin spelling. */
export function surnameOf(name: string): {
  readonly length: number;
  readonly latin: string | null;
} {
  const two = LATIN.get(name.slice(0, 2));
  if (two && name.length > 2) return { length: 2, latin: two };
  return { length: 1, latin: LATIN.get(name.slice(0, 1)) ?? null };
}
