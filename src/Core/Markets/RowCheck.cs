namespace AlgoTrendy.Core.Markets;

/// <summary>Tells whether a row of any kind can be true, before it goes in anywhere.</summary>
public static class RowCheck
{
    private const int SideColumns = 5;

    /// <summary>Why the row cannot be true, as a sentence; null when it can.</summary>
    /// <param name="values">In the order of <see cref="SeriesColumns"/>; the prices of an absent side of a quote are NaN.</param>
    /// <param name="mayBeNegative">Whether prices may be zero or less, as futures' may.</param>
    public static string? Fault(SeriesKind kind, ReadOnlySpan<double> values, bool mayBeNegative) => kind switch
    {
        SeriesKind.Bars => BarFaultOf(values, mayBeNegative),
        SeriesKind.QuoteBars => QuoteBarFault(values, mayBeNegative),
        SeriesKind.Trades => TickFault("Price", values[0], values[1], mayBeNegative),
        _ => QuoteFault(values, mayBeNegative),
    };

    private static string? BarFaultOf(ReadOnlySpan<double> bar, bool mayBeNegative)
    {
        var fault = BarCheck.Check(bar[0], bar[1], bar[2], bar[3], bar[4], mayBeNegative);
        return fault == BarFault.None ? null : BarCheck.Describe(fault, bar[0], bar[1], bar[2], bar[3], bar[4]);
    }

    private static string? QuoteBarFault(ReadOnlySpan<double> values, bool mayBeNegative)
    {
        var bid = values[..SideColumns];
        var ask = values[SideColumns..];
        var (hasBid, hasAsk) = (!IsAbsent(bid[..^1]), !IsAbsent(ask[..^1]));
        if (!hasBid && !hasAsk) return "It has neither bid nor ask.";
        if (hasBid && BarFaultOf(bid, mayBeNegative) is { } bidFault) return "Bid: " + bidFault;
        return hasAsk && BarFaultOf(ask, mayBeNegative) is { } askFault ? "Ask: " + askFault : null;
    }

    private static string? QuoteFault(ReadOnlySpan<double> values, bool mayBeNegative)
    {
        var (hasBid, hasAsk) = (!double.IsNaN(values[0]), !double.IsNaN(values[2]));
        if (!hasBid && !hasAsk) return "It has neither bid nor ask.";
        if (hasBid && TickFault("Bid", values[0], values[1], mayBeNegative) is { } bidFault) return bidFault;
        return hasAsk ? TickFault("Ask", values[2], values[3], mayBeNegative) : null;
    }

    private static string? TickFault(string name, double price, double size, bool mayBeNegative)
    {
        if (!double.IsFinite(price) || !double.IsFinite(size)) return $"{name} or size is not a finite number.";
        if (price <= 0 && !mayBeNegative) return FormattableString.Invariant($"{name} {price:R} is not above zero.");
        return size < 0 ? FormattableString.Invariant($"Size {size:R} is negative.") : null;
    }

    private static bool IsAbsent(ReadOnlySpan<double> prices)
    {
        foreach (var price in prices)
            if (!double.IsNaN(price)) return false;

        return true;
    }
}
