import { scale } from '../../../../../kernel/integer.ts';
import type { PurchaseBack } from '../../../../challenges/index.ts';
import type { PurchaseRecord } from '../../decision.ts';
import { shareBack } from '../../returned.ts';

/** A purchase as challenges count it anew: of each line, what it was and what has come back. */
export function purchaseBack(purchase: PurchaseRecord): PurchaseBack {
  const { no, lines, followUp } = purchase;
  return {
    no,
    lines: lines.map((line) => {
      if (line.voided) return { net: 0, netBack: 0, pieces: 0, piecesBack: 0 };
      const { back, of } = shareBack(line, followUp.returned);
      return {
        net: line.net,
        netBack: line.net - scale(line.net, of - back, of, 'down'),
        pieces: line.quantity,
        // Of a piece that came back in part the member still has some.
        piecesBack: line.quantity - scale(line.quantity, of - back, of, 'up'),
      };
    }),
  };
}
