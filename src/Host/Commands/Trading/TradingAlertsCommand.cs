using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Shows what somebody should see of the accounts, the newest first.</summary>
internal sealed class TradingAlertsCommand(Surroundings surroundings)
{
    private const int PageSize = 100;

    private readonly Option<string?> _account = TradingOptions.Account("Only of this account");
    private readonly Option<int> _limit = Given.Count("--limit", "How many at most, up to 500", otherwise: PageSize, least: 1);
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("alerts", "Show what somebody should see: positions without a stop, late fills, refused stops, halts") { _account, _limit, _json };
        command.SetAction(Show);
        return command;
    }

    private async Task<int> Show(ParseResult parsed, CancellationToken ct)
    {
        await using var session = await surroundings.Open(parsed, ct);
        var page = await session.Get<ITrading>().ListTradingAlerts(new(parsed.GetValue(_account), parsed.GetValue(_limit)), ct);
        if (page.Refusal is { } refusal) return Refused.Tell(refusal);

        if (parsed.GetValue(_json)) Screen.Document(page);
        else if (page.Items.Count == 0) Screen.Remark("There is no alert.");
        else
        {
            var sheet = new Sheet(Column.Text("Time"), Column.Text("Account"), Column.Text("Alert"), Column.Text());
            foreach (var alert in page.Items) sheet.Add(Figures.Moment(alert.Time.ToInstant()), alert.AccountId, alert.Code, alert.Message);
            Screen.Show(sheet);
            if (page.NextCursor is not null) Screen.Say("There are more, older ones (--limit).");
        }

        return ExitCode.Success;
    }
}
