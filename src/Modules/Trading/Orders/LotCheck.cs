using System.Globalization;
using AlgoTrendy.Contracts.Forms;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Modules.Trading.Accounts;

namespace AlgoTrendy.Modules.Trading.Orders;

/// <summary>Looks at the lots that an order names: a wrong number would close others than were meant.</summary>
internal static class LotCheck
{
    private const string Field = "lots";
    private const int Most = 100;
    private const int MostShown = 20;

    /// <summary>What is wrong with the numbers themselves. Pure.</summary>
    public static TradingRefusal? FaultOf(IReadOnlyList<long>? lots) => lots switch
    {
        null => null,
        { Count: 0 or > Most } => FieldRules.No(Field, $"{lots.Count} lots are named; an order names 1 to {Most}, or leaves them out."),
        _ when lots.Any(lot => lot <= 0) => FieldRules.No(Field, "A lot is a number above 0."),
        _ => lots.Distinct().Count() == lots.Count ? null : FieldRules.No(Field, "A lot is named twice."),
    };

    /// <summary>Whether they are lots that this order can close now.</summary>
    public static TradingRefusal? RefusalOf(AccountState state, Entry entry)
    {
        if (entry.Order.Lots is not { } lots) return null;
        if (state.Row.Lots != LotMethod.Specific)
            return FieldRules.No(Field, $"Account {state.Id} closes lots by {NameOf(state.Row.Lots ?? LotMethod.Average)}; lots are named in an account that was opened with lots specific.");

        var symbol = entry.Instrument.Symbol;
        if (state.Live.PositionOf(symbol) is not { IsFlat: false } position || ClosingOrders.SideOf(position) != entry.Order.Side)
            return FieldRules.No(Field, $"Lots are named by an order that closes a position; this one closes nothing of {symbol}.");
        if (position.Lots.Count == 0) return FieldRules.No(Field, $"{symbol} is kept at its average cost, as venues settle it, and has no lots.");
        return lots.FirstOrDefault(lot => position.Lots.All(open => open.Id != lot)) is > 0 and var missing
            ? FieldRules.No(Field, $"Lot {missing} of {symbol} is not open.", [.. position.Lots.Take(MostShown).Select(open => open.Id.ToString(CultureInfo.InvariantCulture))])
            : null;
    }

    private static string NameOf(LotMethod method) => EnumForms.NamesOf(typeof(LotMethod)).ElementAt((int)method);
}
