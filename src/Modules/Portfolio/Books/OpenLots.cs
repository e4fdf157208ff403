using System.Globalization;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>The lots of a position as they are shown.</summary>
internal static class OpenLots
{
    /// <param name="after">The number of the last one that was shown; 0 at the beginning.</param>
    public static OpenLotPage Of(AccountKeeper keeper, PositionRow row, long after, int limit)
    {
        _ = Symbol.TryParse(row.Symbol, out var symbol);
        lock (keeper.Gate)
        {
            var whole = keeper.Shared!.Whole;
            var position = row.ClosedAt is null ? whole.PositionOf(symbol) : null;
            Lot[] rest = [.. (position?.Lots ?? []).Where(lot => lot.Id > after).Take(limit + 1)];
            return new(
                keeper.Lots,
                [.. rest.Take(limit).Select(lot => new OpenLot(
                    lot.Id, lot.OpenedAt, lot.Quantity, lot.Cost, decimal.Round(lot.UnitCost, 10), BookViews.Rounded(whole.UnrealizedOf(position!, lot)), position!.Instrument.Currency))],
                rest.Length > limit ? rest[limit - 1].Id.ToString(CultureInfo.InvariantCulture) : null);
        }
    }
}
