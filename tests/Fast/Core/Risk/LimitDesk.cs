using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Accounts;
using AlgoTrendy.Tests.Fast.Core.Engine;
using AlgoTrendy.Tests.Fast.Core.Instruments;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Core.Risk;

/// <summary>An account of 10,000 USD with ten times leverage, its writer and its gate. A coin and a stock cost 100.</summary>
internal sealed class LimitDesk
{
    public static readonly Instrument Coin = Market.Coin;
    public static readonly Instrument Apple = Some.Stock("AAPL");

    /// <summary>A Friday, 10:00 in New York.</summary>
    public static readonly Instant64 Start = Instant64.FromUtc(2024, 3, 1, 15, 0);

    private long _orders;

    public LimitDesk(params Limit[] limits)
    {
        Account = new(new AccountRules { StartingCash = new(10_000m, Currency.Usd), Leverage = 10m }, [Coin, Apple], Start);
        Limits = new(1, Start, limits);
        Watch = new(Account, DateTimeZone.Utc, Start);
        Price(0, 100);
        Price(1, 100);
    }

    public Account Account { get; }

    public RiskLimits? Limits { get; set; }

    public RiskWatch Watch { get; set; }

    public List<Order> Waiting { get; } = [];

    public Instant64 Now { get; set; } = Start;

    public TradingMode Mode { get; set; }

    public PortfolioElsewhere? Elsewhere { get; set; }

    public string? Strategy { get; set; } = "trend";

    public void Price(int place, double price)
    {
        Account.Mark(place, price);
        Watch.OnPrice(place, Now);
        Watch.OnEquity(Now);
    }

    /// <summary>As if it had been traded before, at the last price; negative is sold.</summary>
    public void Hold(int place, decimal quantity)
    {
        var instrument = Account.Positions[place].Instrument;
        var fill = new Execution(++_orders, new(_orders), instrument, quantity > 0m ? OrderSide.Buy : OrderSide.Sell, new(Math.Abs(quantity)), new(Account.ExactMarkOf(place)), 0m, Liquidity.Taker, Now);
        Account.Apply(place, in fill);
        Watch.OnFill(place, in fill, Strategy);
        Watch.OnEquity(Now);
    }

    /// <summary>Lets time pass, with prices that keep coming.</summary>
    public void Wait(Duration64 time)
    {
        Now += time;
        for (var place = 0; place < Account.Positions.Count; place++) Price(place, Account.MarkOf(place));
    }

    public Order Order(OrderRequest request, OrderGroup? group = null) => new(new(++_orders), request, Now, group);

    public GateSight Sight(Order order) => new(Account, order.Instrument == Coin ? 0 : 1, Waiting, true, Now)
    {
        Mode = Mode,
        Limits = new(Limits, Watch, "main", Strategy, "all", Elsewhere),
    };

    /// <summary>Gives an order as the account's writer does: what the gate approves waits.</summary>
    public Refusal? Give(OrderRequest request, OrderTerms? stop = null, bool isEmergency = false)
    {
        var order = Order(request);
        var refusal = RiskGate.Judge(order, order.Terms, order.Quantity, Sight(order) with { Stop = stop, IsEmergency = isEmergency }, out var approved);
        if (refusal is not null) return refusal;

        Assert.Same(order, approved.Order);
        Waiting.Add(order);
        Watch.OnOrder(order, order.Instrument == Coin ? 0 : 1, Strategy, Now);
        return null;
    }

    public Assessment Assess(OrderRequest request)
    {
        var order = Order(request);
        return RiskGate.Assess(order, order.Terms, order.Quantity, Sight(order));
    }

    public static Limit Rule(LimitRule rule, decimal value, LimitUnit unit, LimitScope scope = LimitScope.Account, string id = Limit.Every) => new($"{rule}", scope, id, rule, value, unit);

    public static OrderRequest Buy(decimal quantity, decimal? limit = null, Instrument? of = null) => Of(OrderSide.Buy, quantity, limit, of);

    public static OrderRequest Sell(decimal quantity, decimal? limit = null, Instrument? of = null) => Of(OrderSide.Sell, quantity, limit, of);

    private static OrderRequest Of(OrderSide side, decimal quantity, decimal? limit, Instrument? of) =>
        limit is { } price ? OrderRequest.Limit(of ?? Coin, side, new(quantity), new(price)) : OrderRequest.Market(of ?? Coin, side, new(quantity));
}
