using System.CommandLine;
using AlgoTrendy.Contracts.Trading;
using AlgoTrendy.Core.Orders;
using AlgoTrendy.Host.Display;

namespace AlgoTrendy.Host.Commands.Trading;

/// <summary>Places an order, or shows what would become of it.</summary>
internal sealed class OrderPlaceCommand(Surroundings surroundings, OrderSide side)
{
    private readonly OrderOptions _options = new();
    private readonly Option<bool> _preview = new("--preview") { Description = "Show what the risk gate would say and what it would cost; nothing is sent" };
    private readonly Option<bool> _json = Given.Json();

    public Command Create()
    {
        var command = new Command(Given.Hyphenated(side), $"{side} at the market, or at the prices that are given");
        _options.AddTo(command);
        command.Options.Add(_preview);
        command.Options.Add(_json);
        command.SetAction(Place);
        return command;
    }

    private async Task<int> Place(ParseResult parsed, CancellationToken ct)
    {
        var order = _options.Read(parsed, side);
        var isJson = parsed.GetValue(_json);

        await using var session = await surroundings.Open(parsed, ct);
        var trading = session.Get<ITrading>();
        if (!parsed.GetValue(_preview)) return OrderText.Tell(await trading.PlaceOrder(order, ct), isJson, session);

        var preview = await trading.PreviewOrder(order, ct);
        if (isJson) Screen.Document(preview);
        else OrderText.Show(preview);
        var code = preview.Approved ? ExitCode.Success : ExitCode.Failure;
        foreach (var refusal in preview.Refusals) code = Refused.Tell(refusal, session);
        return code;
    }
}
