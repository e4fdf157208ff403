using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Core.Accounts;

/// <summary>Something that happened to an account, with all that booking it needs: the same facts in the same order make the same books.</summary>
public sealed record BookedFact(FactKind Kind, Instant64 Time)
{
    /// <summary>Which part of the account it belongs to; null: to what nobody owns, or to all who hold the instrument.</summary>
    public string? Part { get; init; }

    /// <summary>Of a transfer: who receives it.</summary>
    public string? ToPart { get; init; }

    public Symbol? Symbol { get; init; }

    /// <summary>Needed when the account meets it for the first time. Of a rename: as what it goes on.</summary>
    public Instrument? Instrument { get; init; }

    /// <summary>Signed: negative is sold.</summary>
    public decimal? Quantity { get; init; }

    /// <summary>Of a trade or a holding what it was booked at, of an expiry the settlement price, of a split the last close before it, of a dividend that the market told what each share got.</summary>
    public decimal? Price { get; init; }

    /// <summary>What came in (negative: went out); of a conversion and of a transfer what was given, above 0.</summary>
    public decimal? Amount { get; init; }

    public Currency? Currency { get; init; }

    /// <summary>Of a conversion: what came for it.</summary>
    public decimal? Received { get; init; }

    public Currency? ReceivedCurrency { get; init; }

    /// <summary>Negative is a rebate.</summary>
    public decimal? Fee { get; init; }

    public Currency? FeeCurrency { get; init; }

    /// <summary>Of a split: prices are multiplied with it (0.5 is 2:1).</summary>
    public decimal? Factor { get; init; }

    /// <summary>Of a trade: which lots of the account it closes first, by their numbers (see <see cref="LotNumbers"/>); null: it names none.</summary>
    public string? Closes { get; init; }

    /// <summary>Of an opening.</summary>
    public AccountKind? AccountKind { get; init; }

    /// <summary>Of an opening.</summary>
    public decimal? Leverage { get; init; }

    /// <summary>Of an opening.</summary>
    public LotMethod? Lots { get; init; }

    /// <summary>For people.</summary>
    public string? Note { get; init; }
}
