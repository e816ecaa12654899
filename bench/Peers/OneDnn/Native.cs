using System;
using System.Runtime.InteropServices;

namespace NetGen.Bench.Peers.OneDnn;

/// <summary>What this program calls of oneDNN's interface for C, version 2. The order of the parameters is that of dnnl.h.</summary>
/// <remarks>What ends the life of something cannot fail on what this program has made, so those statuses are not looked at.</remarks>
internal static unsafe partial class Native
{
    public const string Library = "libdnnl.so.2";

    /// <summary>Turns a status into an exception that says what has failed.</summary>
    /// <exception cref="InvalidOperationException">The status is not success.</exception>
    public static void Check(int status, string what)
    {
        if (status != 0)
        {
            throw new InvalidOperationException($"oneDNN refuses {what} with status {status}.");
        }
    }

    [LibraryImport(Library, EntryPoint = "dnnl_version")]
    public static partial int* Version();

    [LibraryImport(Library, EntryPoint = "dnnl_engine_create")]
    public static partial int CreateEngine(nint* engine, int kind, nuint index);

    [LibraryImport(Library, EntryPoint = "dnnl_stream_create")]
    public static partial int CreateStream(nint* stream, nint engine, uint flags);

    [LibraryImport(Library, EntryPoint = "dnnl_memory_desc_init_by_tag")]
    public static partial int InitializeMemory(MemoryDescriptor* memory, int rank, long* dimensions, int dataType, Tag tag);

    [LibraryImport(Library, EntryPoint = "dnnl_memory_desc_equal")]
    public static partial int AreEqual(MemoryDescriptor* first, MemoryDescriptor* second);

    [LibraryImport(Library, EntryPoint = "dnnl_memory_desc_get_size")]
    public static partial nuint SizeOf(MemoryDescriptor* memory);

    [LibraryImport(Library, EntryPoint = "dnnl_memory_create")]
    public static partial int CreateMemory(nint* memory, MemoryDescriptor* descriptor, nint engine, void* data);

    [LibraryImport(Library, EntryPoint = "dnnl_memory_destroy")]
    public static partial void DestroyMemory(nint memory);

    [LibraryImport(Library, EntryPoint = "dnnl_post_ops_create")]
    public static partial int CreatePostOperations(nint* operations);

    [LibraryImport(Library, EntryPoint = "dnnl_post_ops_append_eltwise")]
    public static partial int AppendElementwise(nint operations, float scale, Algorithm algorithm, float alpha, float beta);

    [LibraryImport(Library, EntryPoint = "dnnl_post_ops_append_sum")]
    public static partial int AppendSum(nint operations, float scale);

    [LibraryImport(Library, EntryPoint = "dnnl_post_ops_destroy")]
    public static partial void DestroyPostOperations(nint operations);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_attr_create")]
    public static partial int CreateAttributes(nint* attributes);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_attr_set_post_ops")]
    public static partial int SetPostOperations(nint attributes, nint operations);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_attr_destroy")]
    public static partial void DestroyAttributes(nint attributes);

    [LibraryImport(Library, EntryPoint = "dnnl_convolution_forward_desc_init")]
    public static partial int InitializeConvolution(
        void* operation, Propagation propagation, Algorithm algorithm, MemoryDescriptor* source, MemoryDescriptor* kernel, MemoryDescriptor* bias,
        MemoryDescriptor* target, long* strides, long* before, long* after);

    [LibraryImport(Library, EntryPoint = "dnnl_convolution_backward_data_desc_init")]
    public static partial int InitializeConvolutionBackwardData(
        void* operation, Algorithm algorithm, MemoryDescriptor* source, MemoryDescriptor* kernel, MemoryDescriptor* target, long* strides, long* before, long* after);

    [LibraryImport(Library, EntryPoint = "dnnl_convolution_backward_weights_desc_init")]
    public static partial int InitializeConvolutionBackwardWeights(
        void* operation, Algorithm algorithm, MemoryDescriptor* source, MemoryDescriptor* kernel, MemoryDescriptor* bias, MemoryDescriptor* target,
        long* strides, long* before, long* after);

    [LibraryImport(Library, EntryPoint = "dnnl_deconvolution_forward_desc_init")]
    public static partial int InitializeDeconvolution(
        void* operation, Propagation propagation, Algorithm algorithm, MemoryDescriptor* source, MemoryDescriptor* kernel, MemoryDescriptor* bias,
        MemoryDescriptor* target, long* strides, long* before, long* after);

    [LibraryImport(Library, EntryPoint = "dnnl_inner_product_forward_desc_init")]
    public static partial int InitializeInnerProduct(
        void* operation, Propagation propagation, MemoryDescriptor* source, MemoryDescriptor* kernel, MemoryDescriptor* bias, MemoryDescriptor* target);

    [LibraryImport(Library, EntryPoint = "dnnl_inner_product_backward_data_desc_init")]
    public static partial int InitializeInnerProductBackwardData(
        void* operation, MemoryDescriptor* source, MemoryDescriptor* kernel, MemoryDescriptor* target);

    [LibraryImport(Library, EntryPoint = "dnnl_inner_product_backward_weights_desc_init")]
    public static partial int InitializeInnerProductBackwardWeights(
        void* operation, MemoryDescriptor* source, MemoryDescriptor* kernel, MemoryDescriptor* bias, MemoryDescriptor* target);

    [LibraryImport(Library, EntryPoint = "dnnl_pooling_forward_desc_init")]
    public static partial int InitializePooling(
        void* operation, Propagation propagation, Algorithm algorithm, MemoryDescriptor* source, MemoryDescriptor* target, long* strides, long* window,
        long* before, long* after);

    [LibraryImport(Library, EntryPoint = "dnnl_pooling_backward_desc_init")]
    public static partial int InitializePoolingBackward(
        void* operation, Algorithm algorithm, MemoryDescriptor* source, MemoryDescriptor* target, long* strides, long* window, long* before, long* after);

    [LibraryImport(Library, EntryPoint = "dnnl_softmax_forward_desc_init")]
    public static partial int InitializeSoftmax(void* operation, Propagation propagation, MemoryDescriptor* data, int axis);

    [LibraryImport(Library, EntryPoint = "dnnl_eltwise_forward_desc_init")]
    public static partial int InitializeElementwise(
        void* operation, Propagation propagation, Algorithm algorithm, MemoryDescriptor* data, float alpha, float beta);

    [LibraryImport(Library, EntryPoint = "dnnl_eltwise_backward_desc_init")]
    public static partial int InitializeElementwiseBackward(
        void* operation, Algorithm algorithm, MemoryDescriptor* gradient, MemoryDescriptor* data, float alpha, float beta);

    [LibraryImport(Library, EntryPoint = "dnnl_binary_desc_init")]
    public static partial int InitializeBinary(
        void* operation, Algorithm algorithm, MemoryDescriptor* first, MemoryDescriptor* second, MemoryDescriptor* target);

    [LibraryImport(Library, EntryPoint = "dnnl_concat_primitive_desc_create")]
    public static partial int CreateConcatenation(
        nint* primitive, MemoryDescriptor* target, int count, int axis, MemoryDescriptor* sources, nint attributes, nint engine);

    [LibraryImport(Library, EntryPoint = "dnnl_reorder_primitive_desc_create")]
    public static partial int CreateReorder(
        nint* primitive, MemoryDescriptor* source, nint sourceEngine, MemoryDescriptor* target, nint targetEngine, nint attributes);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_desc_create")]
    public static partial int CreatePrimitiveDescriptor(nint* primitive, void* operation, nint attributes, nint engine, nint forward);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_desc_query_md")]
    public static partial MemoryDescriptor* QueryMemory(nint primitive, Query what, int index);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_desc_query")]
    public static partial int QueryText(nint primitive, Query what, int index, byte** text);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_desc_destroy")]
    public static partial void DestroyPrimitiveDescriptor(nint primitive);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_create")]
    public static partial int CreatePrimitive(nint* primitive, nint descriptor);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_execute")]
    public static partial int Execute(nint primitive, nint stream, int count, Argument* arguments);

    [LibraryImport(Library, EntryPoint = "dnnl_primitive_destroy")]
    public static partial void DestroyPrimitive(nint primitive);
}
