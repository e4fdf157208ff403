using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Sizing;

/// <summary>How large should a position be? Each method looks at what it needs of this, and refuses where that is missing.</summary>
/// <param name="Equity">In the instrument's currency.</param>
/// <param name="Price">At which the position would be opened.</param>
public sealed record SizingQuestion(Instrument Instrument, decimal Equity, Price Price)
{
    /// <summary>Where the loss would be cut; on either side, as it may be a short.</summary>
    public Price? Stop { get; init; }

    /// <summary>Average true range, in points of the price.</summary>
    public double? Atr { get; init; }

    /// <summary>Of the instrument's returns, a year, as a fraction.</summary>
    public double? Volatility { get; init; }
}
