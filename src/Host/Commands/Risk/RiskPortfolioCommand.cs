using System.CommandLine;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Risk;

/// <summary>Shows what a portfolio holds and how much of it may be lost.</summary>
internal sealed class RiskPortfolioCommand(Surroundings surroundings)
{
    private readonly Argument<string> _portfolio = new("PORTFOLIO") { Description = "A portfolio, an account, or all" };
    private readonly Option<decimal?> _confidence = Given.Amount("--confidence", "How sure the loss is not exceeded (default: 0.95)", "SHARE");
    private readonly Option<int?> _horizon = Given.OptionalCount("--horizon", "Over how many days something may be lost (default: 1)");
    private readonly Option<int?> _days = Given.OptionalCount("--days", "How many days are looked back at (default: 365)");
    private readonly Option<int?> _seed = Given.OptionalCount("--seed", "Of the random draws (default: 1)");
    private readonly Option<string?> _benchmark = new("--benchmark") { Description = "What beta is counted against, or none (default: by what is held)", HelpName = "SYMBOL" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("portfolio", "Show what a portfolio holds, how much of it may be lost, and what brings that risk") { _portfolio, _confidence, _horizon, _days, _seed, _benchmark, _json };
        command.SetAction(Run);
        return command;
    }

    private async Task<int> Run(ParseResult parsed, CancellationToken ct)
    {
        var asked = new PortfolioRiskRequest(
            parsed.GetRequiredValue(_portfolio), parsed.GetValue(_confidence), parsed.GetValue(_horizon), parsed.GetValue(_days), parsed.GetValue(_seed), parsed.GetValue(_benchmark));
        await using var session = await surroundings.Open(parsed, ct);
        var reply = await session.Get<IRisk>().GetPortfolioRisk(asked, ct);
        if (parsed.GetValue(_json)) Screen.Document(reply);
        if (reply.Risk is not { } risk) return RiskText.Tell(reply.Refusal!);
        if (!parsed.GetValue(_json)) Show(risk);
        return ExitCode.Success;
    }

    private static void Show(PortfolioRisk risk)
    {
        foreach (var sheet in PortfolioRiskSheets.Of(risk).Where(sheet => sheet.Count > 0))
        {
            Screen.Show(sheet);
            Screen.Say();
        }

        Screen.Say(PortfolioRiskSheets.Basis(risk));
        foreach (var note in risk.Notes) Screen.Remark(note);
    }
}
