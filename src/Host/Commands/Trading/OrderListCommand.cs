using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Lists orders, the newest first.</summary>
internal sealed class OrderListCommand(Surroundings surroundings)
{
    private const int PageSize = 100;

    private readonly Option<string?> _account = TradingOptions.Account("Only of this account");
    private readonly Option<string?> _symbol = new("--symbol") { Description = "Only of this instrument", HelpName = "SYMBOL" };
    private readonly Option<OrderStatus?> _status = Given.OneOf<OrderStatus>("--status", "Only those that stand so");
    private readonly Option<bool> _open = new("--open") { Description = "Only those that are not over" };
    private readonly Option<int> _limit = Given.Count("--limit", "How many at most", otherwise: PageSize, least: 1);
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("list", "List orders, the newest first") { _account, _symbol, _status, _open, _limit, _json };
        command.SetAction(List);
        return command;
    }

    private async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var symbol = parsed.GetValue(_symbol) is { } name ? await SeriesText.SymbolOf(session, name, ct) : (Core.Instruments.Symbol?)null;
        var query = new OrderQuery(parsed.GetValue(_account), symbol, parsed.GetValue(_status), parsed.GetValue(_open) ? true : null);
        var (orders, next, refusal) = await Find(session.Get<ITrading>(), query, parsed.GetValue(_limit), ct);
        if (refusal is not null) return Refused.Tell(refusal);

        if (parsed.GetValue(_json)) Screen.Document(new OrderPage(orders, next));
        else if (orders.Count == 0) Screen.Remark("No order is like that.");
        else
        {
            OrderText.Show(orders);
            Screen.Say();
            Screen.Say($"{Figures.Count(orders.Count, "order")}{(next is null ? "" : "; there are more, older ones (--limit)")}.");
        }

        return ExitCode.Success;
    }

    private static async Task<(IReadOnlyList<OrderView> Orders, string? Next, TradingRefusal? Refusal)> Find(ITrading trading, OrderQuery query, int most, CancellationToken ct)
    {
        var found = new List<OrderView>();
        string? cursor = null;
        do
        {
            if (found.Count >= most) break;
            var page = await trading.ListOrders(query with { Limit = Math.Min(PageSize, most - found.Count), Cursor = cursor }, ct);
            if (page.Refusal is { } refusal) return ([], null, refusal);
            found.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        return (found, cursor, null);
    }
}
