using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;

namespace AlgoTrendy.Tests.Fast.Core.Accounts;

/// <summary>An account before an event, for comparison.</summary>
internal sealed record Snapshot(int Entries, decimal Equity, decimal Worth, EquityParts Explained, (Currency Currency, decimal Rate, decimal Net)[] Foreign);

/// <summary>An account under rules drawn by chance, to which everything happens that can: the same seed gives the same life.</summary>
internal sealed class RandomLife
{
    private const int Old = 0;
    private const int New = 1;
    private const int Pair = 3;
    private const int Mini = 5;
    private const int Next = 6;
    private const int Perpetual = 7;

    private static readonly Instrument[] Instruments =
    [
        Desk.Stock("OLD", Currency.Usd), Desk.Stock("NEW", Currency.Usd), Desk.Siemens, Desk.EuroDollar, Desk.BitcoinEuro,
        Desk.Mini, Desk.Mini with { Symbol = new("ESM24", "TEST") }, Desk.Perpetual,
    ];

    private static readonly double[] Starts = [100, 100, 80, 1.1, 40_000, 5_000, 5_060, 44_000];
    private static readonly Currency[] Currencies = [Currency.Usd, Currency.Eur, Currency.Usdt, Currency.Btc];

    private readonly RandomSource _random;
    private int _day;

    public RandomLife(ulong seed)
    {
        _random = new(seed);
        var rules = new AccountRules
        {
            StartingCash = new(1_000_000m, Currencies[Below(2)]),
            Kind = Below(2) == 0 ? AccountKind.Cash : AccountKind.Margin,
            Lots = Enum.GetValues<LotMethod>()[Below(5)],
            Rates = [new(Currency.Usdt, Currency.Usd, 0.999m)],
            Financing = new() { DebitRate = 0.06m, CreditRate = 0.03m, BorrowRate = 0.02m, DaysInYear = Below(2) == 0 ? 360 : 365 },
        };
        Account = Desk.Open(rules, Instruments);
        for (var place = 0; place < Starts.Length; place++) Account.Mark(place, Starts[place]);
    }

    public Account Account { get; }

    /// <summary>What happened last, in a word.</summary>
    public string Last { get; private set; } = "";

    public bool WasMark => Last == "mark";

    public Snapshot Look() => new(
        Account.Ledger.Entries.Count,
        Account.Equity,
        Worth(),
        Account.Explain(),
        [.. Account.Balances.Skip(1).Select(cash => (cash.Currency, Account.RateOf(cash.Currency)!.Value, NetOf(cash)))]);

    /// <summary>What positions add to cash, in the account's currency: all that they are worth, or what margined ones gain.</summary>
    public decimal Worth() => Account.Positions.Select((position, place) =>
        (position.WorthAt(Account.ExactMarkOf(place)) - (position.Instrument.IsMargined ? position.Cost : 0m)) * Account.RateOf(position.Instrument.Currency)!.Value).Sum();

    public void Step()
    {
        var time = Desk.Day(_day += Below(3) == 0 ? 1 : 0);
        switch (Below(14))
        {
            case 0 or 1 or 2: Last = "mark"; Move(Below(Instruments.Length)); break;
            case 3 or 4 or 5 or 6: Last = "trade"; Trade(Below(Instruments.Length)); break;
            case 7: Last = "split"; Split(); break;
            case 8: Last = "dividend"; Account.PayDividend(Below(3), (1 + Below(200)) / 100m, time); break;
            case 9: Last = "convert"; Account.Convert(Amount(), Currencies[Below(4)], time, fee: Below(2) * 0.01m); break;
            case 10: Last = "accrue"; Account.Accrue(time); break;
            case 11: Last = "funding"; Account.PayFunding(Perpetual, (Below(21) - 10) / 10_000m, Account.ExactMarkOf(Perpetual), time); break;
            case 12: Last = "money"; if (Below(2) == 0) Account.Deposit(Amount(), time); else Account.Withdraw(Amount(), time); break;
            default: Expire(); break;
        }

        void Split() => Account.Split(Below(3), Below(2) == 0 ? 0.1428572m : 1.7m, 77.77m, time);

        void Expire()
        {
            var (left, entered) = Below(2) == 0 ? (Old, New) : (New, Old);
            Last = Account.Positions[entered].IsFlat ? "rename" : "expiry";
            if (Last == "rename") Account.Rename(left, entered, time);
            else if (Below(2) == 0) Account.SettleExpiry(Mini, new(4_990.10m + Below(20)), time);
            else Account.Roll(Mini, Below(2) == 0 ? Mini : Next, new(5_001m), new(5_033.25m), 4.02m, time);
        }
    }

    private void Move(int place) => Account.Mark(place, Math.Round(Account.MarkOf(place) * (0.95 + Below(100) / 1_000.0), place == Pair ? 4 : 2));

    private void Trade(int place)
    {
        var instrument = Instruments[place];
        var size = (1 + Below(50)) * instrument.LotSize;
        var price = Account.ExactMarkOf(place) + Below(100) * instrument.TickSize;
        var fill = new Execution(1, new(1), instrument, Below(2) == 0 ? OrderSide.Buy : OrderSide.Sell, new(size), new(price), Below(20_000) / 10_000m, Liquidity.Taker, Desk.Day(_day));
        LotChoice[] lots = Below(2) == 0 ? [] : [new(1 + Below(5), 1m), new(1 + Below(5), size)];
        Account.Apply(place, in fill, Below(4) == 0 ? Currencies[Below(4)] : instrument.Currency, lots);
    }

    private Money Amount() => new((1 + Below(10_000)) / 100m, Currencies[Below(4)]);

    private int Below(int bound) => _random.NextBelow(bound);

    // What moves with the rate: cash, and holdings at cost.
    private decimal NetOf(Money cash) =>
        cash.Amount + Account.Positions.Where(position => !position.Instrument.IsMargined && position.Instrument.Currency == cash.Currency).Sum(position => position.Cost);
}
