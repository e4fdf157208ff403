using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Accounts;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Risk;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Risk;
using AlgoTrendy.Modules.Trading.Store;
using NodaTime;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Modules.Trading.Risk;

/// <summary>One account of portfolios as its writer has it, with 100,000, ten times leverage and a coin at 100; the test is its venue.</summary>
internal sealed class PortfolioDesk
{
    public static readonly Instrument Coin = new() { Symbol = new("COIN", "SIM"), AssetClass = AssetClass.Crypto, Currency = Currency.Usdt, LotSize = 0.001m };
    public static readonly Instrument Gold = Coin with { Symbol = new("GOLD", "SIM") };

    private readonly RiskLimits _limits;
    private long _fills;

    public PortfolioDesk(PortfolioRoom room, string account, IReadOnlyList<Limit> limits, Currency? currency = null)
    {
        (Room, _limits) = (room, LimitsOf(limits));
        var row = new AccountRow(account, account, AccountMode.Paper, "paper", currency ?? Currency.Usdt, AccountKind.Margin, 10m, "{}", 1, At(0), At(0), true, TradingMode.Normal, null, null, 1, 0, 0, null, null, 0);
        State = new(row, new());
        State.Live.Move(new Money(100_000m, row.Currency), At(0));
        foreach (var instrument in (Instrument[])[Coin, Gold]) State.Live.TryAdd(instrument);
        State.Live.BeginWatch(DateTimeZone.Utc, At(0), null);
        Price(100);
        (State.Room, State.Limits) = (room, _limits);
        room.Tell(State);
    }

    public AccountState State { get; }

    /// <summary>Of this process; the next one has another.</summary>
    public PortfolioRoom Room { get; set; }

    public Instant64 Now { get; set; } = At(1);

    public static Instant64 At(int second) => Instant64.FromUtc(2024, 3, 1, 0, 0).PlusNanoseconds(second * 1_000_000_000L);

    public static RiskLimits LimitsOf(IReadOnlyList<Limit> limits) => new(1, At(0), limits);

    public static Limit Of(LimitRule rule, decimal value, LimitUnit unit, string portfolio = Limit.Every) => new($"{rule}", LimitScope.Portfolio, portfolio, rule, value, unit);

    /// <summary>Pushes a portfolio of the accounts, or of parts of them as in "a:trend".</summary>
    public static void Push(PortfolioRoom room, IReadOnlyList<Limit> limits, params string[] members) => Push(room, limits, null, members);

    public static void Push(PortfolioRoom room, IReadOnlyList<Limit> limits, decimal? peak, params string[] members) =>
        room.Set(new(At(0), At(1_000_000), [new("both", [.. members.Select(MemberOf)], peak)]), LimitsOf(limits));

    /// <summary>What the gate says to a limit order, or (without a price) to a market order.</summary>
    public Entered Give(OrderSide side, decimal quantity, decimal? limit = null, string? strategy = null, Instrument? of = null)
    {
        var instrument = of ?? Coin;
        var order = new NewOrder(State.Id, instrument.Symbol.ToString(), side, limit is null ? OrderType.Market : OrderType.Limit, new(quantity), limit is { } price ? new(price) : null, StrategyId: strategy);
        return OrderEntry.Enter(Turn(), Silence.Instance, new(order, instrument));
    }

    public Refusal? Amend(LiveOrder live, decimal quantity, decimal? limit = null) =>
        OrderAmending.Amend(Turn(), Silence.Instance, live, new(live.OrderId, new(quantity), limit is { } price ? new(price) : null), replacesPartlyFilled: true);

    public void Accept(LiveOrder live) => Turn(step => step.Move(live, OrderState.Accepted));

    /// <summary>The venue has traded all of it.</summary>
    public void Fill(LiveOrder live, decimal price = 100m) => Turn(step =>
    {
        var instrument = live.Order.Instrument;
        BookKeeping.Book(step, new(new(instrument.Symbol, ++_fills), live.OrderId, live.Order.Side, live.Order.Remaining, new(price), new(0m, Currency.Usdt), Liquidity.Taker, step.Now), live, instrument);
    });

    public void Cancel(LiveOrder live) => Turn(step => OrderCourse.End(step, Silence.Instance, live, new OrderState.Cancelled(new(RefusalCodes.Cancelled, "Cancelled."))));

    /// <summary>As when somebody has bought it before.</summary>
    public void Hold(decimal quantity, string? strategy = null, Instrument? of = null) => Fill(Give(quantity > 0m ? OrderSide.Buy : OrderSide.Sell, Math.Abs(quantity), null, strategy, of).Orders[0]);

    public void Price(double price, Instrument? of = null) => Turn(step =>
    {
        State.See((of ?? Coin).Symbol, price, step.Now);
        if (of is null && State.Prices.Count == 1) State.See(Gold.Symbol, price, step.Now);
        State.Live.Watch.OnEquity(step.Now);
    });

    public void Deposit(decimal amount) => Turn(step => BookKeeping.Move(step, new(State.Id, step.NextBookSequence(), "deposit", State.Row.Currency, null, amount, null, null, step.Now), null));

    public void Look() => Turn(step => LossWatch.Look(step));

    public void Resume() => Turn(step =>
    {
        LossWatch.Release(step);
        State.Row = State.Row with { TradingMode = TradingMode.Normal, ModeReason = null };
    });

    /// <summary>One turn of the writer, which is kept.</summary>
    private void Turn(Action<Step> work)
    {
        work(Turn());
        Room.Tell(State);
    }

    private Step Turn() => new(State, new Journal(), Now);

    private static LimitedMember MemberOf(string name) => name.Split(':') is [var account, var part] ? new(account, part, 10_000m) : new(name);

    /// <summary>What goes out arrives nowhere.</summary>
    private sealed class Silence : ICourier
    {
        public static readonly Silence Instance = new();

        public bool KnowsBrackets => true;

        public bool KnowsReduceOnly => true;

        public void Place(LiveOrder live, ApprovedOrder approved) { }

        public void PlaceOco(LiveOrder limit, LiveOrder stop, ApprovedOrder limitApproved, ApprovedOrder stopApproved) { }

        public void PlaceBracket(LiveOrder entry, LiveOrder? stop, LiveOrder? target, ApprovedOrder approved) { }

        public void Cancel(LiveOrder live) { }

        public void Replace(LiveOrder live, ApprovedOrder approved) { }

        public void Ask(LiveOrder live) { }

        public void AskExecutions(LiveOrder live) { }
    }
}
