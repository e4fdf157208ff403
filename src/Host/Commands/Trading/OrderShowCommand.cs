using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Shows an order, those of its group, and what has traded.</summary>
internal sealed class OrderShowCommand(Surroundings surroundings)
{
    private readonly Argument<string> _id = new("ID") { Description = "Which order" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("show", "Show an order, its group and what has traded") { _id, _json };
        command.SetAction(Show);
        return command;
    }

    private async Task<int> Show(ParseResult parsed, CancellationToken ct)
    {
        var id = parsed.GetRequiredValue(_id);
        await using var session = await surroundings.Open(parsed, ct);
        var trading = session.Get<ITrading>();
        var reply = await trading.GetOrder(new(id), ct);
        var code = OrderText.Tell(reply, parsed.GetValue(_json), session);
        if (reply.Order is null || parsed.GetValue(_json)) return code;

        var executions = await trading.ListExecutions(new(OrderId: id), ct);
        if (executions.Items.Count == 0) return code;

        Screen.Say();
        var sheet = new Sheet(Column.Text("Execution"), Column.Text("Time (UTC)"), Column.Number("Quantity"), Column.Number("Price"), Column.Number("Fee"), Column.Text());
        foreach (var execution in executions.Items)
        {
            sheet.Add(
                execution.ExecutionId, Figures.Moment(execution.Time.ToInstant()), Figures.Exact(execution.Quantity.Value), Figures.Exact(execution.Price.Value),
                $"{Figures.Exact(execution.Fee)} {execution.FeeCurrency.Code}", execution.IsLate ? "late" : "");
        }

        Screen.Show(sheet);
        return code;
    }
}
