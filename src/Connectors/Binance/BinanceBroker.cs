using System.Collections.Frozen;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;

namespace AlgoTrendy.Connectors.Binance;

/// <summary>One account at Binance Spot.</summary>
public sealed class BinanceBroker : IBroker
{
    private const int MostTrades = 1000;

    private readonly Endpoints _endpoints;
    private readonly BinanceOptions _options;
    private readonly Limits _limits;
    private readonly Rest _rest;

    /// <summary>Play money, on Binance's test network.</summary>
    public BinanceBroker(TestnetCredentials credentials, BinanceOptions? options = null, Limits? limits = null) : this(Endpoints.Of(credentials), options, limits) { }

    /// <summary>A venue on this machine that speaks Binance's protocol.</summary>
    public BinanceBroker(LoopbackCredentials credentials, BinanceOptions? options = null, Limits? limits = null) : this(Endpoints.Of(credentials), options, limits) { }

    /// <summary>Real money.</summary>
    public BinanceBroker(LiveCredentials credentials, BinanceOptions? options = null, Limits? limits = null) : this(Endpoints.Of(credentials), options, limits) { }

    private BinanceBroker(Endpoints endpoints, BinanceOptions? options, Limits? limits)
    {
        (_endpoints, _options) = (endpoints, options ?? new());
        _limits = limits ?? new(_options.Time);
        _rest = new(endpoints, _limits, _options);
        Capabilities = new()
        {
            Terms = new[] { typeof(MarketTerms), typeof(LimitTerms), typeof(StopTerms), typeof(StopLimitTerms), typeof(TrailingStopTerms) }.ToFrozenSet(),
            TimesInForce = new[] { TimeInForce.Gtc, TimeInForce.Ioc, TimeInForce.Fok }.ToFrozenSet(),
            PostOnly = true,
            TrailingPercent = true,
            TrailingAmount = false,
            Oco = true,
            Bracket = false,
            ReduceOnly = false,
            Replace = true,
            ClientOrderIdsReturn = true,
            SettlingTime = _options.SettlingTime,
        };
    }

    public BrokerCapabilities Capabilities { get; }

    internal Endpoints Endpoints => _endpoints;

    public async Task<WriteOutcome> Place(OrderTicket ticket, CancellationToken ct) => Tickets.Of(ticket) is { } order
        ? Outcomes.Write(await _rest.Write(HttpMethod.Post, "/api/v3/order", order, UrgencyOf(ticket), ct), OneOrder)
        : new WriteOutcome.Refused(Tickets.NotSupported(ticket));

    public async Task<WriteOutcome> PlaceOco(OcoTicket ticket, CancellationToken ct) =>
        Outcomes.Write(await _rest.Write(HttpMethod.Post, "/api/v3/orderList/oco", Tickets.Of(ticket), Urgency.Protect, ct), ListOrders);

    public Task<WriteOutcome> PlaceBracket(BracketTicket ticket, CancellationToken ct) => Task.FromResult<WriteOutcome>(new WriteOutcome.Refused(Tickets.NotSupported(ticket)));

    public async Task<WriteOutcome> Cancel(OrderKey order, CancellationToken ct) =>
        Outcomes.Write(await _rest.Write(HttpMethod.Delete, "/api/v3/order", KeyOf(order), Urgency.Cancel, ct), CancelledOrders);

    public async Task<ReplaceOutcome> Replace(ReplaceTicket ticket, CancellationToken ct)
    {
        if (ticket.Old.Symbol != ticket.Next.Symbol) throw new ArgumentException("An order is replaced by one of its own symbol.", nameof(ticket));
        if (Tickets.Of(ticket.Next) is not { } order) return new ReplaceOutcome.Kept(Tickets.NotSupported(ticket.Next));

        order.Add("cancelReplaceMode", "STOP_ON_FAILURE").Add("cancelOrigClientOrderId", ticket.Old.Id.Value).Add("cancelRestrictions", ticket.OnlyIfUnfilled ? "ONLY_NEW" : null);
        return Outcomes.Replace(await _rest.Write(HttpMethod.Post, "/api/v3/order/cancelReplace", order, UrgencyOf(ticket.Next), ct));
    }

    public async Task<OrderAnswer> Find(OrderKey order, CancellationToken ct) => Outcomes.Order(await _rest.Read("/api/v3/order", KeyOf(order), ct));

    public async Task<Answer<IReadOnlyList<VenueOrder>>> OpenOrders(Symbol? symbol, CancellationToken ct) => Outcomes.Answer<IReadOnlyList<VenueOrder>>(
        await _rest.Read("/api/v3/openOrders", new Parameters().Add("symbol", symbol?.Ticker), ct),
        body => [.. Outcomes.Parsed(body, Messages.Default.ListOrderMessage).Select(Reports.Order)]);

    public async Task<Answer<ExecutionPage>> Executions(ExecutionCursor since, CancellationToken ct)
    {
        var reply = await _rest.Read("/api/v3/myTrades", new Parameters().Add("symbol", since.Symbol.Ticker).Add("fromId", since.NextId).Add("limit", MostTrades), ct);
        return Outcomes.Answer(reply, body =>
        {
            var executions = ReadExecutions(body);
            var next = executions.Count == 0 ? since : since with { NextId = executions[^1].Key.Id + 1 };
            return new ExecutionPage(executions, next, executions.Count == MostTrades);
        });
    }

    public async Task<Answer<IReadOnlyList<VenueExecution>>> ExecutionsOf(Symbol symbol, string venueOrderId, CancellationToken ct)
    {
        List<VenueExecution> all = [];
        while (true)
        {
            // The first page by the order alone, later ones from where the last ended (symbol + orderId + fromId).
            var page = new Parameters().Add("symbol", symbol.Ticker).Add("orderId", venueOrderId).Add("fromId", all.Count == 0 ? null : all[^1].Key.Id + 1m).Add("limit", MostTrades);
            var answer = Outcomes.Answer<IReadOnlyList<VenueExecution>>(await _rest.Read("/api/v3/myTrades", page, ct), ReadExecutions);
            if (answer is not Answer<IReadOnlyList<VenueExecution>>.Got got) return answer;

            all.AddRange(got.Value);
            if (got.Value.Count < MostTrades) return new Answer<IReadOnlyList<VenueExecution>>.Got(all);
        }
    }

    public async Task<Answer<IReadOnlyList<Balance>>> Balances(CancellationToken ct) => Outcomes.Answer<IReadOnlyList<Balance>>(
        await _rest.Read("/api/v3/account", new Parameters().Add("omitZeroBalances", "true"), ct),
        body => [.. Outcomes.Parsed(body, Messages.Default.AccountMessage).Balances.Select(each => Reports.Balance(each.Asset, each.Free, each.Locked)).OfType<Balance>()]);

    public async Task<Answer<QuoteTick>> Quote(Symbol symbol, CancellationToken ct) => Outcomes.Answer(
        await _rest.Public($"/api/v3/ticker/bookTicker?symbol={Uri.EscapeDataString(symbol.Ticker)}", ct),
        body => Reports.Quote(Outcomes.Parsed(body, Messages.Default.BookTickerMessage), _options.Time.GetUtcNow()));

    public async Task<Answer<IReadOnlyList<Instrument>>> Instruments(CancellationToken ct) => Outcomes.Answer<IReadOnlyList<Instrument>>(
        await _rest.Public("/api/v3/exchangeInfo", ct),
        body =>
        {
            var exchange = Outcomes.Parsed(body, Messages.Default.ExchangeMessage);
            _limits.Learn(exchange.RateLimits);
            return [.. exchange.Symbols.Select(Symbols.Instrument).OfType<Instrument>()];
        });

    public Task<Answer<ClockReading>> MeasureClock(CancellationToken ct) => _rest.Clock.Measure(ct);

    public IAsyncEnumerable<BrokerEvent> Events(CancellationToken ct) => new UserStream(_endpoints, _rest.Clock, _limits, _options).Read(ct);

    public ValueTask DisposeAsync()
    {
        _rest.Dispose();
        return ValueTask.CompletedTask;
    }

    public override string ToString() => $"Binance Spot at {_endpoints}";

    private static Parameters KeyOf(OrderKey order) => new Parameters().Add("symbol", order.Symbol.Ticker).Add("origClientOrderId", order.Id.Value);

    private static Urgency UrgencyOf(OrderTicket ticket) => ticket.Purpose == OrderPurpose.Protect ? Urgency.Protect : Urgency.Enter;

    private static IReadOnlyList<VenueExecution> ReadExecutions(byte[] body) =>
        [.. Outcomes.Parsed(body, Messages.Default.ListTradeMessage).Select(Reports.Execution).OrderBy(execution => execution.Key.Id)];

    private static IReadOnlyList<VenueOrder> OneOrder(byte[] body) => [Reports.Order(Outcomes.Parsed(body, Messages.Default.OrderMessage))];

    private static IReadOnlyList<VenueOrder> ListOrders(byte[] body) => [.. Outcomes.Parsed(body, Messages.Default.OrderListMessage).OrderReports.Select(Reports.Order)];

    // Cancelling one leg of an OCO cancels both, and the reply is the list's.
    private static IReadOnlyList<VenueOrder> CancelledOrders(byte[] body) =>
        body.AsSpan().IndexOf("\"orderReports\""u8) >= 0 ? ListOrders(body) : OneOrder(body);
}
