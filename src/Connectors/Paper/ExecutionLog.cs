using AlgoTrendy.Connectors.Brokers;
using AlgoTrendy.Core.Instruments;

namespace AlgoTrendy.Connectors.Paper;

/// <summary>The executions since the venue began, by symbol. One that a cursor has passed is let go once its order is over: a cursor is kept in one commit with what it stands for, so nobody asks again.</summary>
internal sealed class ExecutionLog
{
    private const int Page = 1000;

    private readonly Dictionary<Symbol, List<(VenueExecution Execution, PaperOrder Order)>> _all = [];

    public void Add(VenueExecution execution, PaperOrder order)
    {
        if (!_all.TryGetValue(execution.Key.Symbol, out var list)) _all.Add(execution.Key.Symbol, list = []);
        list.Add((execution, order));
    }

    public ExecutionPage Since(ExecutionCursor cursor)
    {
        if (!_all.TryGetValue(cursor.Symbol, out var list)) return new([], cursor, More: false);

        foreach (var (_, order) in list.Where(IsRead)) order.HasForgotten = true;
        list.RemoveAll(IsRead);
        VenueExecution[] rest = [.. list.Select(one => one.Execution).Where(one => one.Key.Id >= cursor.NextId).Take(Page + 1)];
        var page = rest.Length > Page ? rest[..Page] : rest;
        return new(page, page.Length == 0 ? cursor : cursor with { NextId = page[^1].Key.Id + 1 }, rest.Length > Page);

        bool IsRead((VenueExecution Execution, PaperOrder Order) one) => one.Execution.Key.Id < cursor.NextId && one.Order.IsOver;
    }

    public IReadOnlyList<VenueExecution> Of(PaperOrder order) =>
        _all.TryGetValue(order.Ticket.Symbol, out var list) ? [.. list.Where(one => ReferenceEquals(one.Order, order)).Select(one => one.Execution)] : [];
}
