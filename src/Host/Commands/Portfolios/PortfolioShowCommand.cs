using System.CommandLine;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Host.Display;
using AlgoTrendy.Platform;

namespace AlgoTrendy.Host.Commands.Portfolios;

/// <summary>Shows a portfolio and its equity.</summary>
internal sealed class PortfolioShowCommand(Surroundings surroundings)
{
    private readonly Argument<string> _portfolio = PortfolioCommand.Portfolio();
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("show", "Show a portfolio and its equity") { _portfolio, _json };
        command.SetAction(Show);
        return command;
    }

    private async Task<int> Show(ParseResult parsed, CancellationToken ct)
    {
        var id = parsed.GetRequiredValue(_portfolio);
        await using var session = await surroundings.Open(parsed, ct);
        var all = (await (await HeardBooks.Of(session, ct)).ListPortfolios(new(), ct)).Portfolios;
        if (all.FirstOrDefault(one => one.PortfolioId == id) is not { } portfolio)
        {
            Screen.Remark($"There is no portfolio '{id}'.{NearestName.Hint(id, all.Select(one => one.PortfolioId))} 'algotrendy portfolio list' shows what there is.");
            return ExitCode.Failure;
        }

        if (parsed.GetValue(_json)) Screen.Document(portfolio);
        else PortfolioText.Show([portfolio]);
        return ExitCode.Success;
    }
}
