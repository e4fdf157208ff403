using System.CommandLine;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Risk;

/// <summary>Shows what falls that happened would do to what is held.</summary>
internal sealed class RiskStressCommand(Surroundings surroundings)
{
    private readonly Option<string?> _account = TradingOptions.Account("Only this account (default: all)");
    private readonly Option<string?> _portfolio = new("--portfolio") { Description = "Only this portfolio", HelpName = "ID" };
    private readonly Option<string[]> _scenarios = new("--scenario") { Description = "Only this one, as 2008; may be given several times", HelpName = "NAME" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("stress", "Show what falls that happened would do to what is held") { _account, _portfolio, _scenarios, _json };
        command.SetAction(Run);
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var scenarios = parsed.GetValue(_scenarios);
        var reply = await session.Get<IRisk>().RunStressTests(new(parsed.GetValue(_account), Scenarios: scenarios is { Length: > 0 } ? scenarios : null, PortfolioId: parsed.GetValue(_portfolio)), ct);
        if (parsed.GetValue(_json)) Screen.Document(reply);
        else if (reply.Refusal is null) Show(reply);
        return reply.Refusal is { } refusal ? RiskText.Tell(refusal) : ExitCode.Success;
    }

    private static void Show(StressReply reply)
    {
        var sheet = new Sheet(Column.Text("Scenario"), Column.Number("Gain or loss"), Column.Number("Equity after"), Column.Text());
        foreach (var result in reply.Results) sheet.Add(result.Scenario, Shown(result.Pnl), Shown(result.EquityAfter), result.Summary);
        Screen.Show(sheet);
        Screen.Say($"Equity is {Shown(reply.Equity ?? 0m)} {reply.Currency?.Code}.");
    }

    private static string Shown(decimal amount) => Figures.Exact(decimal.Round(amount, 2));
}
