using AlgoTrendy.Core.Instruments;
using AlgoTrendy.Modules.Trading.Accounts;
using AlgoTrendy.Modules.Trading.Orders;
using AlgoTrendy.Modules.Trading.Store;
using AlgoTrendy.Platform.Databases;

namespace AlgoTrendy.Modules.Trading.Protecting;

/// <summary>Reads the rules of an account, once its orders are there.</summary>
internal static class StopRecall
{
    public static void Load(Reading reading, AccountState state, IReadOnlyDictionary<Symbol, Instrument> instruments)
    {
        foreach (var row in reading.Query<StopRuleRow>("select * from stop_rules where account_id = @Id order by symbol", new { state.Id }))
        {
            state.Stops.Put(new(row));
            // What became of it has not been dealt with yet.
            if (row.OrderNumber is { } number && state.Find(number) is null && reading.Find<OrderRow>("select * from orders where account_id = @Id and number = @number", new { state.Id, number }) is { } order)
                state.Recall(order.ToLive(instruments[row.Symbol], null));
        }

        foreach (var live in state.Open.Values.Where(live => StopOrders.IsOfRule(live) && state.Stops.Find(live.Order.Instrument.Symbol) is null)) state.Stops.Leave(live.Order.Instrument.Symbol);
    }
}
