using System.CommandLine;
using AlgoTrendy.Contracts.Portfolio;
using AlgoTrendy.Contracts.Risk;
using AlgoTrendy.Host.Commands.Trading;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Portfolios;

/// <summary>Forgets a portfolio that no limit is about; its accounts stay.</summary>
internal sealed class PortfolioDeleteCommand(Surroundings surroundings)
{
    private readonly Argument<string> _portfolio = PortfolioCommand.Portfolio();
    private readonly Option<int?> _version = Given.OptionalCount("--version", "Only if it is at this version still");
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command("delete", "Forget a portfolio that no limit is about; its accounts stay") { _portfolio, _version, _json };
        command.SetAction(Delete);
        return command;
    }

    private async Task<int> Delete(ParseResult parsed, CancellationToken ct)
    {
        var id = parsed.GetRequiredValue(_portfolio);
        await using var session = await surroundings.Open(parsed, ct);
        var limit = (await session.Get<IRisk>().GetLimits(new(), ct)).Limits?.About(id);
        var reply = limit is null ? await session.Get<IPortfolio>().DeletePortfolio(new(id, parsed.GetValue(_version)), ct) : new(null, PortfolioRefusal.InUse(id, limit.Id));
        if (parsed.GetValue(_json)) Screen.Document(reply);
        if (reply.Refusal is { } refusal) return Refused.Tell(refusal);

        if (!parsed.GetValue(_json)) Screen.Say($"Portfolio {id} is gone; its accounts stay as they are.");
        return ExitCode.Success;
    }
}
