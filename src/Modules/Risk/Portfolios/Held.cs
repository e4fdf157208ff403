using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Risk.Questions;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Modules.Risk.Portfolios;

/// <summary>What a portfolio, an account or all accounts hold.</summary>
/// <param name="Name">As it was asked for.</param>
/// <param name="Equity">Null while a price is missing.</param>
/// <param name="Notes">What is not counted in it, in sentences.</param>
internal sealed record Held(string Name, HeldBy By, Currency Currency, decimal? Equity, IReadOnlyList<string> Accounts, IReadOnlyList<HeldLine> Lines, IReadOnlyList<string> Notes);

/// <summary>A position of one account, or of a part of it.</summary>
/// <param name="Instrument">Null: nobody knows it any more.</param>
/// <param name="Quantity">Negative is short.</param>
internal sealed record HeldLine(string AccountId, Symbol Symbol, Instrument? Instrument, decimal Quantity, decimal? Price, Instant64? PriceAt)
{
    /// <summary>Why its worth is not known in a currency, in a sentence; null: it is.</summary>
    public string? FaultIn(Currency currency) => Instrument is not { } known ? $"What {Fields.Text(Quantity)} {Symbol} is worth is not known: nobody knows the instrument."
        : Price is null ? $"What {Fields.Text(Quantity)} {Symbol} is worth is not known: there is no price of it yet."
        : known.Currency == currency || AccountChoice.AreDollars(known.Currency, currency) ? null
        : $"What {Fields.Text(Quantity)} {Symbol} is worth is not known: nothing gives a rate of {known.Currency} in {currency}.";

    /// <summary>Signed; null where it is not known.</summary>
    public decimal? WorthIn(Currency currency)
    {
        if (FaultIn(currency) is not null) return null;
        var worth = Instrument!.Notional(new(Price!.Value), new(Math.Abs(Quantity))).Amount;
        return Quantity < 0m ? -worth : worth;
    }
}
