using System.CommandLine;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Risk;

/// <summary>Shows which limits were crossed, the newest first; and says that somebody has seen it.</summary>
internal sealed class RiskAlertsCommand(Surroundings surroundings)
{
    private const int PageSize = 100;

    private readonly Option<string?> _account = TradingOptions.Account("Only of this account");
    private readonly Option<string?> _portfolio = new("--portfolio") { Description = "Only of this portfolio", HelpName = "ID" };
    private readonly Option<bool> _unseen = new("--unseen") { Description = "Only those that nobody has acknowledged" };
    private readonly Option<int> _limit = Given.Count("--limit", "How many at most, up to 500", otherwise: PageSize, least: 1);
    private readonly Option<bool> _json = Given.Json();
    private readonly Argument<string[]> _alerts = new("ALERT") { Description = "Which alerts, by their ids", Arity = ArgumentArity.OneOrMore };
    private readonly Option<bool> _seenJson = Given.Json();

    public Command Create()
    {
        var acknowledge = new Command("acknowledge", "Say that somebody has seen them") { _alerts, _seenJson };
        acknowledge.SetAction(Acknowledge);
        var command = new Command("alerts", "Show crossings of limits and of their warnings, the newest first") { _account, _portfolio, _unseen, _limit, _json, acknowledge };
        command.SetAction(List);
        return command;
    }

    private async Task<int> List(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var query = new AlertQuery(parsed.GetValue(_account), parsed.GetValue(_unseen) ? false : null, parsed.GetValue(_limit), PortfolioId: parsed.GetValue(_portfolio));
        var page = await session.Get<IRisk>().ListAlerts(query, ct);
        if (parsed.GetValue(_json)) Screen.Document(page);
        else if (page.Items.Count == 0) Screen.Remark("There is no alert.");
        else
        {
            Show(page.Items);
            if (page.NextCursor is not null) Screen.Say("There are more, older ones (--limit).");
        }

        return ExitCode.Success;
    }

    private async Task<int> Acknowledge(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var reply = await session.Get<IRisk>().AcknowledgeAlerts(new(parsed.GetRequiredValue(_alerts)), ct);
        if (parsed.GetValue(_seenJson)) Screen.Document(reply);
        if (reply.Refusal is { } refusal) return RiskText.Tell(refusal);

        if (!parsed.GetValue(_seenJson)) Show(reply.Alerts);
        return ExitCode.Success;
    }

    private static void Show(IReadOnlyList<RiskAlert> alerts)
    {
        var sheet = new Sheet(Column.Text("Alert"), Column.Text("Time (UTC)"), Column.Text("Of"), Column.Text("Level"), Column.Text("Limit"), Column.Text(), Column.Text("Seen by"));
        foreach (var alert in alerts)
            sheet.Add(alert.AlertId, Figures.Moment(alert.Time.ToInstant()), alert.AccountId ?? alert.PortfolioId ?? "", Given.Hyphenated(alert.Level), alert.LimitId, alert.Message, alert.AcknowledgedBy ?? "");
        Screen.Show(sheet);
    }
}
