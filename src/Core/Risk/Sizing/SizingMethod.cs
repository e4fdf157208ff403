using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Core.Risk.Sizing;

/// <summary>A way to choose how large a position should be: a closed set, one record a method. Always rounded down to whole lots; whether the account may hold it, the gate decides.</summary>
public abstract record SizingMethod
{
    // More of anything than can be traded, and still far from what a decimal holds.
    private const decimal Largest = 1e15m;

    private protected SizingMethod() { }

    public abstract SizingResult Size(SizingQuestion question);

    /// <summary>So much as is worth a share of the equity.</summary>
    private protected static SizingResult Weighted(SizingQuestion question, decimal share) =>
        question.Equity <= 0m
            ? SizingResult.Refused(RefusalCodes.NoEquity, $"Equity is {question.Equity:0.##} {question.Instrument.Currency}; there is nothing to size by.")
            : Divided(question, question.Equity * share, Math.Abs(question.Price.Value) * question.Instrument.Multiplier);

    /// <summary>So much that a distance in the price costs a share of the equity.</summary>
    private protected static SizingResult Risked(SizingQuestion question, Percent risk, decimal distance) =>
        question.Equity <= 0m
            ? SizingResult.Refused(RefusalCodes.NoEquity, $"Equity is {question.Equity:0.##} {question.Instrument.Currency}; there is nothing to risk.")
            : Divided(question, question.Equity * risk.Fraction, distance * question.Instrument.Multiplier);

    private protected static SizingResult Rounded(SizingQuestion question, decimal wanted)
    {
        var instrument = question.Instrument;
        var quantity = instrument.RoundDownToLot(wanted);
        var least = Math.Max(instrument.MinQuantity ?? 0m, instrument.LotSize);
        if (quantity.Value < least) return SizingResult.Refused(RefusalCodes.BelowMinimumQuantity, $"{wanted:0.########} {instrument.Symbol} is less than the least order of {least}.", wanted);

        var worth = instrument.Notional(question.Price, quantity);
        return worth.Amount < instrument.MinNotional
            ? SizingResult.Refused(RefusalCodes.BelowMinimumNotional, $"{quantity} {instrument.Symbol} is worth {worth.Amount:0.########} {instrument.Currency}; the least order is worth {instrument.MinNotional}.", wanted)
            : new(quantity, wanted, null);
    }

    private static SizingResult Divided(SizingQuestion question, decimal amount, decimal each) => each <= 0m || amount > Largest * each
        ? SizingResult.Refused(RefusalCodes.BadTerms, $"A unit of {question.Instrument.Symbol} would cost or risk {each:0.########}, which no size follows from.")
        : Rounded(question, amount / each);
}
