using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Values;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Orders as people read them.</summary>
internal static class OrderText
{
    /// <summary>What came of a command on one order.</summary>
    public static int Tell(OrderReply reply, bool isJson, Session session)
    {
        if (isJson) Screen.Document(reply);
        else if (reply.Order is { } order) Show([order, .. reply.Group.Where(other => other.OrderId != order.OrderId)]);
        return reply.Refusal is { } refusal ? Refused.Tell(refusal, session) : ExitCode.Success;
    }

    public static void Show(IReadOnlyList<OrderView> orders)
    {
        var sheet = new Sheet(
            Column.Text("Order"), Column.Text("Created (UTC)"), Column.Text("Account"), Column.Text("Symbol"), Column.Text("Side"), Column.Text("Type"), Column.Number("Quantity"),
            Column.Number("Filled"), Column.Number("Average"), Column.Text("At"), Column.Text("TIF"), Column.Text("Status"), Column.Text());
        foreach (var order in orders)
        {
            sheet.Add(
                order.OrderId, Figures.Moment(order.CreatedAt.ToInstant()), order.AccountId, order.Symbol.ToString(), Given.Hyphenated(order.Side), Given.Hyphenated(order.Type),
                Figures.Exact(order.Quantity.Value), Figures.Exact(order.FilledQuantity.Value), PriceOf(order.AveragePrice), TermsOf(order), Given.Hyphenated(order.TimeInForce),
                Given.Hyphenated(order.Status), MarksOf(order));
        }

        Screen.Show(sheet);
    }

    public static void Show(OrderPreview preview)
    {
        var currency = preview.Currency is { } known ? " " + known.Code : "";
        var sheet = new Sheet(Column.Text(), Column.Number());
        sheet.Add("Price", AmountOf(preview.Price, currency));
        sheet.Add("Worth", AmountOf(preview.Notional, currency));
        sheet.Add("Fee, about", AmountOf(preview.Fee, currency));
        sheet.Add("Buying power", AmountOf(preview.BuyingPower, ""));
        Screen.Show(sheet);
        Screen.Say(preview.Approved ? "It would be sent." : "It would be refused.");
    }

    /// <summary>limit 100 stop 99, trail 2 %.</summary>
    public static string TermsOf(OrderView order)
    {
        string?[] parts =
        [
            order.StopPrice is { } stop ? $"stop {Figures.Exact(stop.Value)}" : null,
            order.LimitPrice is { } limit ? $"limit {Figures.Exact(limit.Value)}" : null,
            order.TrailAmount is { } amount ? $"trail {Figures.Exact(amount)}" : null,
            order.TrailPercent is { } percent ? $"trail {Figures.Exact(percent)} %" : null,
        ];
        return string.Join(' ', parts.Where(part => part is not null));
    }

    private static string MarksOf(OrderView order)
    {
        string?[] marks =
        [
            order.Mode == AccountMode.Live ? "LIVE" : null,
            order.GroupType is { } group ? Given.Hyphenated(group) : null,
            order.PostOnly ? "post-only" : null,
            order.ReduceOnly ? "reduce-only" : null,
            order.IsForeign ? "foreign" : null,
            order.HasLateFill ? "late fill" : null,
            order.Reason?.Message,
        ];
        return string.Join(", ", marks.Where(mark => mark is not null));
    }

    private static string PriceOf(Price? price) => price is { } known ? Figures.Exact(known.Value) : "";

    private static string AmountOf(decimal? amount, string currency) => amount is { } known ? Figures.Exact(known) + currency : "not known";
}
