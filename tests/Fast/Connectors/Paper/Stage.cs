using System.Globalization;
using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Connectors.Paper;
using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Core.Markets;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Tests.Fast.Core.Engine;
using NodaTime.HighPerformance;

namespace AlgoTrendy.Tests.Fast.Connectors.Paper;

/// <summary>A paper broker with one coin that trades tick by tick, a second apart, and what it told in words.</summary>
internal sealed class Stage
{
    public static readonly Instrument Coin = Market.Coin with { BaseCurrency = Currency.Btc };

    private long _number;

    public Stage(PaperMemory? memory = null, Action<PaperBroker, BrokerEvent>? reacts = null)
    {
        memory ??= new() { Cash = [new(1_000m, Currency.Usd)], Time = Market.Start };
        _number = Math.Max(0, memory.HeardThrough);
        Broker = new(new(), new() { Matching = Market.Frictionless.Matching, Listings = [new(Coin, new PaperSource.Ticks(HasQuotes: false))], Memory = memory }, what =>
        {
            Told.Add(Words(what));
            reacts?.Invoke(Broker!, what);
        });
    }

    public PaperBroker Broker { get; }

    public List<string> Told { get; } = [];

    public static OrderTicket Limit(string id, decimal limit, OrderSide side = OrderSide.Buy, decimal quantity = 1m) =>
        new(new(id), Coin.Symbol, side, new(quantity), new LimitTerms(new(limit)));

    public static OrderTicket AtMarket(string id, OrderSide side = OrderSide.Buy, decimal quantity = 1m) => new(new(id), Coin.Symbol, side, new(quantity), MarketTerms.Instance);

    public static OrderKey Key(string id) => new(Coin.Symbol, new(id));

    public WriteOutcome Place(OrderTicket ticket) => Now(Broker.Place(ticket, default));

    public OrderAnswer Find(string id) => Now(Broker.Find(Key(id), default));

    public Stage Trade(params double[] prices)
    {
        foreach (var price in prices) Broker.Hear(Event(++_number, price));
        return this;
    }

    public static MarketEvent.Traded Event(long number, double price)
    {
        var time = Market.Start + Duration64.FromSeconds((int)number);
        return new(number, time, Coin.Symbol, new(time, price, 100));
    }

    /// <summary>A paper broker answers at once.</summary>
    public static T Now<T>(Task<T> task) => task.IsCompletedSuccessfully ? task.Result : throw new InvalidOperationException("It was not answered at once.");

    public static T Got<T>(Task<Answer<T>> task) => Assert.IsType<Answer<T>.Got>(Now(task)).Value;

    public string Balances() => string.Join(", ", Got(Broker.Balances(default)).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Free:0.##}+{one.Locked:0.##} {one.Currency}")));

    private static string Words(BrokerEvent what) => what switch
    {
        BrokerEvent.Filled filled => string.Create(CultureInfo.InvariantCulture, $"Filled {filled.Order.ClientId} {filled.Execution.Quantity.Value:0.####} at {filled.Execution.Price.Value:0.##}"),
        BrokerEvent.Accepted accepted => $"Accepted {accepted.Order.ClientId}",
        BrokerEvent.Cancelled cancelled => $"Cancelled {cancelled.Order.ClientId} {cancelled.Reason?.Code}",
        BrokerEvent.Changed changed => string.Create(CultureInfo.InvariantCulture, $"Changed {changed.Order.ClientId} to {changed.Quantity.Value:0.####}"),
        _ => what.ToString(),
    };
}
