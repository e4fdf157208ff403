using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Core.Accounts;

/// <summary>What can happen to an account that strategies share, drawn by chance: the same seed tells the same story.</summary>
internal sealed class RandomFacts
{
    /// <summary>As what Apple may go on.</summary>
    public static readonly Instrument Renamed = Desk.Stock("APPL", Currency.Usd);

    private static readonly Instrument[] Instruments = [Desk.Apple, Desk.Siemens, Desk.EuroDollar, Desk.BitcoinTether, Desk.BitcoinEuro, Desk.Mini, Desk.Perpetual];
    private static readonly int[] Prices = [180, 90, 1, 40_000, 37_000, 5_000, 40_100];
    private static readonly Currency[] Currencies = [Currency.Usd, Currency.Eur, Currency.Usdt, Currency.Btc, new("BNB")];
    private static readonly string?[] Parts = [null, "trend", "grid", "pairs"];

    private readonly RandomSource _random;
    private int _minute;

    public RandomFacts(ulong seed)
    {
        _random = new(seed);
        Opening = new(FactKind.Opening, Desk.Start) { Currency = Currencies[Below(3)], AccountKind = (AccountKind)Below(2), Leverage = 1m, Lots = Enum.GetValues<LotMethod>()[Below(5)] };
    }

    public BookedFact Opening { get; }

    /// <summary>So many of those that trading tells.</summary>
    public IEnumerable<BookedFact> Told(int count) => Enumerable.Range(0, count).Select(_ => Below(10) switch
    {
        0 => Cash(),
        1 => Holding(),
        2 => Earned(),
        _ => Trade(),
    });

    /// <summary>One of those that cannot be wrong or of those that can; whoever books it asks first.</summary>
    public BookedFact Next() => Below(16) switch
    {
        0 => Cash(),
        1 => Holding(),
        2 => Now(FactKind.Transfer) with { Part = Part(), ToPart = Parts[1 + Below(3)], Amount = Amount(), Currency = Currencies[Below(5)] },
        3 => Now(FactKind.Conversion) with { Part = Part(), Amount = Amount(), Currency = Currencies[Below(5)], Received = Amount(), ReceivedCurrency = Currencies[Below(5)], Fee = Below(2) * 0.07m, FeeCurrency = Currencies[Below(5)] },
        4 => Now((FactKind)((int)FactKind.Dividend + Below(5))) with { Part = Below(2) == 0 ? Part() : null, Symbol = Below(2) == 0 ? Some().Symbol : null, Amount = Below(2) == 0 ? Amount() : -Amount(), Currency = Currencies[Below(5)] },
        5 => Now(FactKind.Split) with { Symbol = Some().Symbol, Factor = Below(2) == 0 ? 0.1428572m : 1.7m, Price = 77.77m },
        6 => Now(FactKind.Expiry) with { Symbol = Some().Symbol, Price = 1m + Below(50) },
        7 => Now(FactKind.Rename) with { Symbol = Desk.Apple.Symbol, Instrument = Renamed },
        _ => Trade(),
    };

    private BookedFact Trade()
    {
        var place = Below(Instruments.Length);
        var instrument = Instruments[place];
        return Now(FactKind.Trade) with
        {
            Part = Part(),
            Symbol = instrument.Symbol,
            Instrument = instrument,
            Quantity = (1 + Below(40)) * instrument.LotSize * (Below(2) == 0 ? 1 : -1),
            Price = Prices[place] + Below(400) * instrument.TickSize,
            Fee = (Below(20_000) - 1_000) / 10_000m,
            FeeCurrency = Below(3) == 0 ? Currencies[Below(5)] : instrument.Currency,
            Closes = Opening.Lots == LotMethod.Specific && Below(2) == 0 ? LotNumbers.Write([1 + Below(30), 31 + Below(30)]) : null,
        };
    }

    private BookedFact Cash() => Now(FactKind.Cash) with { Amount = Below(4) == 0 ? -Amount() : 100m * Amount(), Currency = Currencies[Below(5)] };

    private BookedFact Earned()
    {
        if (Below(3) == 0) return Conversion();

        var about = Below(2) == 0 ? Some() : null;
        return Now((FactKind)((int)FactKind.Dividend + Below(5))) with { Part = Below(2) == 0 ? Part() : null, Symbol = about?.Symbol, Instrument = about, Amount = Below(2) == 0 ? Amount() : -Amount(), Currency = Currencies[Below(5)] };
    }

    private BookedFact Conversion()
    {
        var from = Below(5);
        return Now(FactKind.Conversion) with { Part = Part(), Amount = Amount(), Currency = Currencies[from], Received = Amount(), ReceivedCurrency = Currencies[(from + 1 + Below(4)) % 5] };
    }

    private BookedFact Holding()
    {
        var place = Below(Instruments.Length);
        return Now(FactKind.Holding) with { Symbol = Instruments[place].Symbol, Instrument = Instruments[place], Quantity = (1 + Below(20)) * Instruments[place].LotSize * (Below(3) == 0 ? -1 : 1), Price = Prices[place] };
    }

    private BookedFact Now(FactKind kind) => new(kind, Desk.Start + NodaTime.HighPerformance.Duration64.FromMinutes(_minute += Below(30)));

    private Instrument Some() => Instruments[Below(Instruments.Length)];

    private string? Part() => Parts[Below(4)];

    private decimal Amount() => (1 + Below(100_000)) / 100m;

    private int Below(int bound) => _random.NextBelow(bound);
}
