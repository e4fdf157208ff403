using System.CommandLine;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Risk;

/// <summary>Asks what the gate would say to an order.</summary>
internal sealed class RiskAssessCommand(Surroundings surroundings, OrderSide side)
{
    private readonly OrderOptions _options = new();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command(Given.Hyphenated(side), $"As order {Given.Hyphenated(side)}");
        _options.AddTo(command);
        command.Options.Add(_json);
        command.SetAction(Assess);
        return command;
    }

    private async Task<int> Assess(ParseResult parsed, CancellationToken ct)
    {
        var order = _options.Read(parsed, side);
        await using var session = await surroundings.Open(parsed, ct);
        var reply = await session.Get<IRisk>().Assess(order, ct);
        if (parsed.GetValue(_json)) Screen.Document(reply);
        if (reply.Verdict is not { } verdict) return RiskText.Tell(reply.Refusal!);
        if (!parsed.GetValue(_json)) Show(verdict);
        return verdict.Approved ? ExitCode.Success : ExitCode.Failure;
    }

    private static void Show(Verdict verdict)
    {
        var sheet = new Sheet(Column.Text("Limit"), Column.Number("Value"), Column.Number("Now"), Column.Number("Would be"), Column.Text());
        foreach (var use in verdict.Limits)
            sheet.Add(use.LimitId, RiskText.AmountOf(use.Value, use.Unit), Figures.Exact(use.Now), Figures.Exact(use.WouldBe), use.Refusal is not null ? "refused" : use.IsWarning ? "near" : "");
        Screen.Show(sheet);
        Screen.Say(verdict.Approved ? "It would be sent." : "It would be refused.");
        foreach (var refusal in verdict.Refusals) Screen.Remark(refusal.Message);
    }
}
