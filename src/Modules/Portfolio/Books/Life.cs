using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Portfolio.Books;

/// <summary>One life of a position, as the table has it: from nothing to nothing, or until it turned.</summary>
/// <param name="OpenedBy">The row of the ledger.</param>
/// <param name="Side">long or short.</param>
/// <param name="Quantity">Not negative.</param>
internal sealed record Life(
    string AccountId, string Symbol, long Number, Instant64 OpenedAt, long OpenedBy, Instant64? ClosedAt, string Side, decimal Quantity, decimal AveragePrice, decimal RealizedPnl, Currency Currency)
{
    public const string Long = "long";
    public const string Short = "short";

    /// <summary>What the position had realised before this life began.</summary>
    internal decimal RealizedBefore { get; init; }
}

/// <summary>Cuts the history of an account's positions into lives.</summary>
internal sealed class Lives(string account)
{
    private readonly Dictionary<Symbol, Life> _last = [];

    /// <summary>The lives that a fact has changed.</summary>
    public IEnumerable<Life> Follow(Position position, long sequence, Instant64 time)
    {
        var symbol = position.Instrument.Symbol;
        var last = _last.GetValueOrDefault(symbol);
        var side = position.Quantity < 0m ? Life.Short : Life.Long;
        if (last is { ClosedAt: null } && (position.IsFlat || last.Side != side))
        {
            last = last with { ClosedAt = time, Quantity = 0m, AveragePrice = 0m, RealizedPnl = position.RealizedPnl - last.RealizedBefore };
            _last[symbol] = last;
            yield return last;
        }

        if (position.IsFlat) yield break;
        var open = last is { ClosedAt: null }
            ? last
            : new(account, symbol.ToString(), (last?.Number ?? 0) + 1, time, sequence, null, side, 0m, 0m, 0m, position.Instrument.Currency) { RealizedBefore = position.RealizedPnl };
        open = open with { Quantity = Math.Abs(position.Quantity), AveragePrice = decimal.Round(position.AveragePrice, 10), RealizedPnl = position.RealizedPnl - open.RealizedBefore };
        _last[symbol] = open;
        yield return open;
    }
}
