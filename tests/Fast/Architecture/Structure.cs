using System.Reflection;
using System.Reflection.Emit;

namespace AlgoTrendy.Tests.Fast.Architecture;

/// <summary>Something that compiled code touches: who touches it, and what.</summary>
internal sealed record Use(Type User, MemberInfo Used)
{
    /// <summary>The type that is touched, or whose member is, without its type arguments.</summary>
    public Type UsedType => Open((Used as Type ?? Used.DeclaringType)!);

    public string UserName => Outermost(User).FullName!;

    public string Name => Used is Type ? UsedType.FullName! : $"{UsedType.FullName}.{Used.Name}";

    public static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static Type Open(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;
}

/// <summary>Reads compiled assemblies: what each type really uses, method bodies included (async lambdas too).</summary>
internal static class Structure
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>Every member that the code of <paramref name="assembly"/> touches, with the type that touches it.</summary>
    public static IEnumerable<Use> Uses(Assembly assembly) =>
        from type in assembly.GetTypes()
        from used in Declared(type).Concat(Bodies(type).SelectMany(Tokens))
        where !(used is Type { IsGenericParameter: true })
        select new Use(type, used);

    /// <summary>The string constants of each method, in their order, with the type that it is in.</summary>
    public static IEnumerable<(Type User, IReadOnlyList<string> Texts)> Texts(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in Bodies(type)
        let texts = Operands(method).Where(operand => operand.Type == OperandType.InlineString).Select(operand => method.Module.ResolveString(operand.Token)).ToArray()
        where texts.Length > 0
        select (type, (IReadOnlyList<string>)texts);

    /// <summary>Methods that are not written in managed code.</summary>
    public static IEnumerable<MethodInfo> Native(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetMethods(Own)).Where(method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl));

    /// <summary>Added by the compiler to the assembly as a whole: inline arrays, collection expressions. Their names begin with a &lt;.</summary>
    public static bool IsCompilersOwn(Type type) => Use.Outermost(type).Name.StartsWith('<');

    /// <summary>What the compiler makes of a method with yield.</summary>
    public static bool IsIterator(Type type) => type.DeclaringType is not null && type.Name.Contains(">d__", StringComparison.Ordinal);

    private static IEnumerable<MemberInfo> Declared(Type type) =>
        type.GetInterfaces().Append(type.BaseType).OfType<Type>()
            .Concat(type.GetFields(Own).Select(field => field.FieldType))
            .Concat(type.GetMethods(Own).SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType)))
            .Concat(type.GetConstructors(Own).SelectMany(constructor => constructor.GetParameters().Select(parameter => parameter.ParameterType)))
            .Concat(type.GetCustomAttributesData().Concat(type.GetMembers(Own).SelectMany(member => member.GetCustomAttributesData())).Select(attribute => attribute.AttributeType))
            .Concat(Bodies(type).SelectMany(Locals))
            .SelectMany(Flat);

    /// <summary>A type and those that it is made of, without arrays, references and pointers around them.</summary>
    private static IEnumerable<Type> Flat(Type type) => type.HasElementType
        ? Flat(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(Flat).Append(type).Where(part => !part.IsGenericParameter);

    private static IEnumerable<MethodBase> Bodies(Type type) => type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own));

    private static IEnumerable<Type> Locals(MethodBase method) => method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [];

    private static IEnumerable<MemberInfo> Tokens(MethodBase method)
    {
        var (typeArguments, methodArguments) = (method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : []);
        return Operands(method).Where(operand => operand.Type is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok)
            .SelectMany(operand => Parts(method.Module.ResolveMember(operand.Token, typeArguments, methodArguments)!));
    }

    /// <summary>What follows each instruction, where that is a token.</summary>
    private static IEnumerable<(OperandType Type, int Token)> Operands(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il) yield break;

        for (var at = 0; at < il.Length;)
        {
            var code = il[at] == 0xFE ? OpCodesByValue[unchecked((short)(0xFE00 | il[at + 1]))] : OpCodesByValue[il[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok or OperandType.InlineString) yield return (code.OperandType, BitConverter.ToInt32(il, at));
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(il, at),
                _ => 4,
            };
        }
    }

    /// <summary>A member and the types that it is made with: List&lt;Random&gt;.Add touches Random too.</summary>
    private static IEnumerable<MemberInfo> Parts(MemberInfo member)
    {
        if (member is Type type) return Flat(type);

        var arguments = (member.DeclaringType is { } owner ? owner.GetGenericArguments().SelectMany(Flat) : []).Concat(member is MethodInfo { IsGenericMethod: true } method ? method.GetGenericArguments().SelectMany(Flat) : []);
        // An array's own methods (Get, Set, Address) belong to no type that has a name.
        return member.DeclaringType is { IsArray: true } array ? Flat(array) : arguments.Prepend<MemberInfo>(member);
    }
}
