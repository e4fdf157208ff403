using System.Reflection;

namespace AlgoTrendy.Platform.Asking;

/// <summary>Stands in for a contract that another process serves.</summary>
/// <remarks>Not sealed and public because DispatchProxy derives from it in an assembly of its own.</remarks>
public class RemoteProxy : DispatchProxy
{
    private static readonly MethodInfo AskOf = typeof(RemoteCalls).GetMethod(nameof(RemoteCalls.Ask))!;
    private static readonly MethodInfo StreamOf = typeof(RemoteCalls).GetMethod(nameof(RemoteCalls.Stream))!;
    private RemoteCalls _calls = null!;

    internal static T To<T>(RemoteCalls calls) where T : class
    {
        var proxy = Create<T, RemoteProxy>();
        ((RemoteProxy)(object)proxy)._calls = calls;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        (ContractRoutes.IsStream(targetMethod!) ? StreamOf : AskOf).MakeGenericMethod(ContractRoutes.Shape(targetMethod!)).Invoke(_calls, [ContractRoutes.Route(targetMethod!), .. args!]);
}
